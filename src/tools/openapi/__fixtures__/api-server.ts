/** An HTTP server on a free port of the loopback that remembers what it was asked, and answers as it is told to. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  /** As it came: neither decoded nor put straight. */
  url: string;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

export interface ApiServer extends AsyncDisposable {
  baseUrl: string;
  asked: Asked[];
  /** Instead of `{"ok":true}`. */
  answer: ((response: ServerResponse, asked: Asked) => void) | undefined;
}

export async function openApiServer(): Promise<ApiServer> {
  const api: ApiServer = {
    baseUrl: '',
    asked: [],
    answer: undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((request, response) => {
    void (async () => {
      const { method, url, headers } = request;
      const body = Buffer.concat(await request.toArray()).toString();
      const asked = { method: method!, url: url!, headers, body };
      api.asked.push(asked);
      if (api.answer === undefined) response.setHeader('content-type', 'application/json').end('{"ok":true}');
      else api.answer(response, asked);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  api.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return api;
}
