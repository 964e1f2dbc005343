/**
 * Runs actions a fixed time later, in the order they were sent, and never inside the call that sent them:
 * with no latency at all they still wait for the clock, as every real network does.
 * One timer is armed at most; disposing forgets what is under way.
 */
import type { Clock, InstantMs } from '../../clock/clock.ts';

interface Parcel {
  due: InstantMs;
  deliver: () => void;
}

export class DelayLine implements Disposable {
  readonly #clock: Clock;
  readonly #latencyMs: number;
  #parcels: Parcel[] = [];
  #timer: Disposable | undefined;
  readonly #onDue = (): void => {
    this.#timer = undefined;
    const now = this.#clock.now();
    while (this.#parcels[0] !== undefined && this.#parcels[0].due <= now) this.#parcels.shift()!.deliver();
    this.#arm();
  };

  constructor(clock: Clock, latencyMs: number) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
  }

  send(deliver: () => void): void {
    this.#parcels.push({ due: this.#clock.now() + this.#latencyMs, deliver });
    this.#arm();
  }

  [Symbol.dispose](): void {
    this.#parcels = [];
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
  }

  #arm(): void {
    const first = this.#parcels[0];
    if (first !== undefined) this.#timer ??= this.#clock.at(first.due, this.#onDue);
  }
}
