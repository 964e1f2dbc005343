/** Servers on a free port of the loopback: the SDK's own, and a hostile one that speaks the wire by hand. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Deed, Hostile, Message } from './hostile.ts';
import { shopServer } from './shop-server.ts';

export interface Listening extends AsyncDisposable {
  url: string;
  port: number;
  server: Server;
}

export async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  port = 0,
): Promise<Listening> {
  const server = createServer((request, response) => {
    answer(request, response).catch((thrown: unknown) => response.destroy(thrown as Error));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${taken}/mcp`,
    port: taken,
    server,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The SDK's server, without sessions: a transport for each request. */
export function openShop(requests: IncomingMessage[] = []): Promise<Listening> {
  return listen(async (request, response) => {
    requests.push(request);
    if (request.method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const server = shopServer();
    const transport = new StreamableHTTPServerTransport({});
    response.on('close', () => void server.close());
    await server.connect(transport as Transport);
    await transport.handleRequest(request, response);
  });
}

export interface HostileHttp {
  hostile: Hostile;
  requests: IncomingMessage[];
  /** Answers as a stream of events. */
  streams?: boolean;
  /** Leaves its streams open behind the answer. */
  lingers?: boolean;
  /** Stands in for the answer to a POST where it returns true. */
  instead?: (message: Message, response: ServerResponse) => boolean;
}

export function openHostile(wire: HostileHttp, port = 0): Promise<Listening> {
  return listen(async (request, response) => {
    wire.requests.push(request);
    if (request.method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const message = JSON.parse(Buffer.concat(await request.toArray()).toString()) as Message;
    if (wire.instead?.(message, response) === true) return;
    give(wire.hostile.do(message), message, response, wire);
  }, port);
}

function give(
  deed: Deed | undefined,
  message: Message,
  response: ServerResponse,
  { streams = false, lingers = false }: HostileHttp,
): void {
  if (deed === undefined) {
    response.writeHead(202).end();
    return;
  }
  const type = streams ? 'text/event-stream' : 'application/json';
  if (deed === 'silence' || deed === 'death') {
    // The head of a stream is there: only the answer is not.
    if (streams) response.writeHead(200, { 'content-type': type }).write(': wait\n\n');
    if (deed === 'death') setTimeout(() => response.destroy(), 50);
    return;
  }
  const json = 'raw' in deed ? deed.raw : JSON.stringify({ jsonrpc: '2.0', id: message.id, ...deed });
  response.writeHead(200, { 'content-type': type });
  if (!streams) response.end(json);
  else if (lingers) response.write(`event: message\ndata: ${json.trim()}\n\n`);
  else response.end(`event: message\ndata: ${json.trim()}\n\n`);
}
