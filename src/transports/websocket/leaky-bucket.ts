/** Bounds a rate: what is poured in drains at a steady pace, and more than the bucket holds is too much. */
import type { InstantMs } from '../../clock/clock.ts';

export class LeakyBucket {
  readonly #capacity: number;
  readonly #drainPerMs: number;
  #level = 0;
  #at: InstantMs = 0;

  constructor(capacity: number, drainPerMs: number) {
    this.#capacity = capacity;
    this.#drainPerMs = drainPerMs;
  }

  /** @returns false when the bucket runs over. */
  pour(now: InstantMs, amount: number): boolean {
    this.#level = Math.max(0, this.#level - (now - this.#at) * this.#drainPerMs) + amount;
    this.#at = now;
    return this.#level <= this.#capacity;
  }
}
