/**
 * A local server that speaks the OpenAI-compatible chat-completions protocol and answers as the test
 * tells it to: at any pace, wrongly, halfway, or not at all.
 *
 * It listens on the loopback address only and keeps a record of every request: what was asked, on
 * which connection, and whether the client closed it before the answer was over.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../../clock/clock.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { answerWith } from './answer.ts';
import { refuses, type WireAnswer } from './script.ts';

export interface RecordedCompletion {
  /** As it came; `{}` where it was no JSON object. */
  body: Readonly<Record<string, unknown>>;
  headers: IncomingHttpHeaders;
  /** Which of the server's connections it came on, from 0. */
  connection: number;
  receivedAt: number;
  /** `closed`: by the client, before the answer was over. `cut`: by the script. */
  state: 'open' | 'answered' | 'closed' | 'cut';
  /** Settles when `state` is no longer `open`. */
  readonly over: Promise<void>;
}

export interface OpenAiServerOptions {
  /** Chooses the answer by the request; a list answers request after request, its last entry again and again. */
  answers: readonly WireAnswer[] | ((request: RecordedCompletion) => WireAnswer);
  /** Paces the answers. Default: the system's. */
  clock?: Clock;
  /** Whoever does not bring it as a bearer token is refused with 401. */
  apiKey?: string;
  /** How long an idle connection is kept, in real milliseconds. Default 60 s. */
  keepAliveMs?: number;
}

/** Listens on a free port of the loopback address. Dispose to close it with every connection. */
export async function openOpenAiServer(options: OpenAiServerOptions): Promise<OpenAiServer> {
  const server = new OpenAiServer(options);
  await server.listen();
  return server;
}

const bodyMaxBytes = 16 * 1024 * 1024;

export class OpenAiServer implements AsyncDisposable {
  readonly requests: RecordedCompletion[] = [];
  #connections = 0;
  readonly #sockets = new Map<Socket, number>();
  readonly #waiting: { count: number; resolve: () => void }[] = [];
  readonly #options: OpenAiServerOptions;
  readonly #ownClock = new SystemClock();
  readonly #server = createServer((request, response) => void this.#onRequest(request, response));

  /** @internal Use `openOpenAiServer`. */
  constructor(options: OpenAiServerOptions) {
    this.#options = options;
    this.#server.keepAliveTimeout = options.keepAliveMs ?? 60_000;
    this.#server.on('connection', (socket) => {
      this.#sockets.set(socket, this.#connections);
      this.#connections += 1;
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /** What a client is given: `http://127.0.0.1:<port>/v1`. */
  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** Connections ever opened to this server. */
  get connections(): number {
    return this.#connections;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  /** Requests whose answer is under way. */
  get open(): number {
    return this.requests.filter(({ state }) => state === 'open').length;
  }

  /** Resolves when so many requests have come, in all. */
  received(count: number): Promise<void> {
    if (this.requests.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ count, resolve }));
  }

  /** Drops the connections on which nothing is under way, as a server does that tires of waiting. */
  closeIdleConnections(): void {
    this.#server.closeIdleConnections();
  }

  /** @internal */
  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    this.#ownClock[Symbol.dispose]();
  }

  async #onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    const over = Promise.withResolvers<void>();
    // Reading may fail when the client goes in the midst of it: then there is nothing to record.
    const body = await readBody(request).catch(() => undefined);
    if (body === undefined) return;
    const record: RecordedCompletion = {
      body,
      headers: request.headers,
      connection: this.#sockets.get(request.socket) ?? -1,
      receivedAt: this.#clock.now(),
      state: 'open',
      over: over.promise,
    };
    response.on('close', () => {
      if (record.state === 'open') record.state = response.writableFinished ? 'answered' : 'closed';
      gone.abort();
      over.resolve();
    });
    this.#note(record);
    const answer = this.#answerTo(record, request);
    const setting = { clock: this.#clock, signal: gone.signal, model: String(body['model'] ?? '') };
    if ((await answerWith(response, answer, setting)) === 'cut' && record.state === 'open') {
      record.state = 'cut';
    }
  }

  get #clock(): Clock {
    return this.#options.clock ?? this.#ownClock;
  }

  #note(record: RecordedCompletion): void {
    this.requests.push(record);
    const count = this.requests.length;
    for (const waiting of this.#waiting.filter((entry) => entry.count === count)) waiting.resolve();
  }

  #answerTo(record: RecordedCompletion, request: IncomingMessage): WireAnswer {
    const { answers, apiKey } = this.#options;
    const path = new URL(request.url ?? '/', this.baseUrl).pathname;
    if (request.method !== 'POST' || path !== '/v1/chat/completions') {
      return refuses(404, { message: `${request.method} ${path}`, type: 'invalid_request_error' });
    }
    if (apiKey !== undefined && record.headers.authorization !== `Bearer ${apiKey}`) {
      return refuses(401, { message: 'Incorrect API key provided', code: 'invalid_api_key' });
    }
    if (typeof answers === 'function') return answers(record);
    return answers[Math.min(this.requests.length, answers.length) - 1] ?? '';
  }
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > bodyMaxBytes)
      throw new AntiphonError('MESSAGE_TOO_LARGE', `a request of over ${bodyMaxBytes} bytes`);
    pieces.push(piece);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(pieces).toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
