/**
 * When the waiting for one answer ends, and when the requests behind it do: they are not the same.
 *
 *   the call's signal aborts   both, at once
 *   the stream broke off       both, after a moment in which the answer may still come out of the parser
 *   the answer came            no more waiting; a stream that stays open behind it is closed a little later
 *
 * The SDK keeps listening to a signal behind its answer, and would then cancel what is done: so it is handed one that
 * falls silent.
 */
import type { Clock } from '../../clock/clock.ts';
import type { CallScope } from './call-signal.ts';

/** An answer that came with the end of its stream is still on its way through the parser. */
const streamEndGraceMs = 100;
/** Honest servers close it themselves. */
const streamOpenGraceMs = 1000;

export class CallEnding implements Disposable {
  readonly #clock: Clock;
  readonly #call: AbortSignal;
  readonly #waiting = new AbortController();
  readonly #requests = new AbortController();
  #timer: Disposable | undefined;
  #over = false;

  constructor(call: AbortSignal, clock: Clock) {
    this.#call = call;
    this.#clock = clock;
    call.addEventListener('abort', this.#onAbort, { once: true });
    if (call.aborted) this.#onAbort();
  }

  /** For the SDK. Its reason tells what was lost. */
  get signal(): AbortSignal {
    return this.#waiting.signal;
  }

  readonly scope: CallScope = {
    signal: this.#requests.signal,
    onLost: (error) => {
      if (this.#over) return;
      this.#timer ??= this.#clock.at(this.#clock.now() + streamEndGraceMs, () => this.#end(error));
    },
  };

  [Symbol.dispose](): void {
    this.#over = true;
    this.#timer?.[Symbol.dispose]();
    this.#call.removeEventListener('abort', this.#onAbort);
    if (this.#requests.signal.aborted) return;
    this.#clock.at(this.#clock.now() + streamOpenGraceMs, () => this.#requests.abort());
  }

  readonly #onAbort = (): void => this.#end(this.#call.reason);

  #end(reason: unknown): void {
    this.#waiting.abort(reason);
    this.#requests.abort();
  }
}
