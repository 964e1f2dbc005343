/**
 * One request and its answer.
 *
 * Closed early, it takes its connection with it: that is what makes a provider stop. Read to its end,
 * it leaves the connection to the next turn. `waiting` says whose turn it is, so that a time limit never
 * blames the server for a slow reader.
 */
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Clock } from '../../clock/clock.ts';

/** After `[DONE]` only the end of the body is missing: a server that holds it back loses the connection. */
const drainMaxMs = 1_000;
/** Usually it comes in the same packet. */
const freeSoonMs = 30;

export class Exchange {
  /** The next bytes are the server's to send. */
  waiting = true;
  readonly #request: ClientRequest;
  readonly #response: Promise<IncomingMessage>;
  #failure: Error | undefined;

  constructor(request: ClientRequest, body: Uint8Array) {
    this.#request = request;
    this.#response = new Promise((resolve, reject) => {
      request.once('response', resolve);
      // Stays for good: a request that is closed later may still tell of it.
      request.on('error', reject);
    });
    // Nobody may be listening when it fails: whoever reads is told.
    this.#response.catch(() => {});
    request.end(body);
  }

  /** It went over a connection that had been used before. */
  get reused(): boolean {
    return this.#request.reusedSocket;
  }

  get response(): Promise<IncomingMessage> {
    return this.#response;
  }

  /** The bytes of the answer as they come. Throws where the connection breaks. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    const response = await this.#response;
    this.waiting = true;
    for await (const bytes of response.iterator({ destroyOnReturn: false })) {
      this.waiting = false;
      yield bytes as Uint8Array;
      this.waiting = true;
    }
    this.waiting = false;
  }

  /** Why it was closed from our side, if it was and a reason was given. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Ends the request and closes its connection. */
  close(reason?: Error): void {
    this.#failure ??= reason;
    this.#request.destroy(reason);
  }

  /**
   * The answer is known: its last bytes are let go by, and the connection becomes free. Resolves when it has,
   * or soon in any case: a turn that follows at once finds the connection, and nobody waits for a slow server.
   */
  async release(clock: Clock): Promise<void> {
    const response = await this.#response;
    if (response.readableEnded || response.destroyed) return;
    const free = Promise.withResolvers<void>();
    const soon = clock.at(clock.now() + freeSoonMs, free.resolve);
    const limit = clock.at(clock.now() + drainMaxMs, () => this.close());
    this.#request.once('close', () => {
      soon[Symbol.dispose]();
      limit[Symbol.dispose]();
      free.resolve();
    });
    response.resume();
    await free.promise;
  }
}
