/**
 * Ctrl-C and its relatives. The first signal asks a command to come to an end in its own way, the second
 * ends the process at once.
 *
 * One press may arrive twice: under `npm start` the terminal sends it to the whole group and npm passes
 * it on again. So what follows within a moment of the first signal is the same press.
 */
import { exitStatus } from './exit-status.ts';

export type InterruptionSignal = 'SIGINT' | 'SIGTERM';

const samePressMs = 400;

export class Interruption implements Disposable {
  /** The first signal; undefined until it comes. */
  came: InterruptionSignal | undefined;
  readonly #controller = new AbortController();
  readonly #first = Promise.withResolvers<InterruptionSignal>();
  readonly #leave: (status: number) => void;
  readonly #now: () => number;
  #cameAtMs = 0;
  readonly #onSigint = (): void => this.#take('SIGINT');
  readonly #onSigterm = (): void => this.#take('SIGTERM');

  constructor(leave: (status: number) => void, now: () => number = () => performance.now()) {
    this.#leave = leave;
    this.#now = now;
    process.on('SIGINT', this.#onSigint).on('SIGTERM', this.#onSigterm);
  }

  /** Aborts at the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Resolves at the first signal. */
  get first(): Promise<InterruptionSignal> {
    return this.#first.promise;
  }

  /** What a command that was cut short ends with. */
  get status(): number {
    return this.came === 'SIGTERM' ? exitStatus.terminated : exitStatus.interrupted;
  }

  [Symbol.dispose](): void {
    process.off('SIGINT', this.#onSigint).off('SIGTERM', this.#onSigterm);
  }

  #take(signal: InterruptionSignal): void {
    const now = this.#now();
    if (this.came !== undefined) {
      if (now - this.#cameAtMs > samePressMs) this.#leave(this.status);
      return;
    }
    this.came = signal;
    this.#cameAtMs = now;
    this.#first.resolve(signal);
    this.#controller.abort(new Error(`stopped by ${signal}`));
  }
}
