/**
 * One provider's pool of connections, kept alive from turn to turn: a new one costs a round trip for TCP
 * and two for TLS, which the caller would hear.
 *
 * Node's own client and agent: all that is needed of them is reuse, a way to see whether a connection was
 * a used one, and to close the one under a single request.
 */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Exchange } from './exchange.ts';

export interface HttpClientOptions {
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** Requests beyond it wait for a connection, within their own limit. */
  connectionsMax: number;
  /** An idle connection is closed after so long. */
  idleMs: number;
}

export class HttpClient implements Disposable {
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: HttpAgent;
  #closed = false;

  constructor({ url, headers, connectionsMax, idleMs }: HttpClientOptions) {
    this.#url = url;
    this.#headers = headers;
    const pool = {
      keepAlive: true,
      maxSockets: connectionsMax,
      maxFreeSockets: connectionsMax,
      // The one used last is the likeliest to be alive.
      scheduling: 'lifo' as const,
      timeout: idleMs,
    };
    this.#agent = url.protocol === 'https:' ? new HttpsAgent(pool) : new HttpAgent(pool);
  }

  get closed(): boolean {
    return this.#closed;
  }

  post(body: string): Exchange {
    const request = this.#url.protocol === 'https:' ? httpsRequest : httpRequest;
    const bytes = Buffer.from(body);
    const headers = {
      ...this.#headers,
      'content-type': 'application/json',
      'content-length': bytes.length,
      accept: 'text/event-stream',
    };
    return new Exchange(request(this.#url, { method: 'POST', agent: this.#agent, headers }), bytes);
  }

  /** Closes every connection, those in use as well. */
  [Symbol.dispose](): void {
    this.#closed = true;
    this.#agent.destroy();
  }
}
