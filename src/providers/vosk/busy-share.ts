/** How much of the last second or two this process spent at work, 0 to 1: whether it has time to spare. */
import type { Clock, InstantMs } from '../../clock/clock.ts';

const windowMs = 500;

export class BusyShare {
  readonly #clock: Clock;
  #windowStart: InstantMs;
  #busyMs = 0;
  #share = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#windowStart = clock.now();
  }

  get share(): number {
    this.#roll();
    return this.#share;
  }

  /** Runs `work` and counts its time. */
  during(work: () => void): void {
    const start = this.#clock.now();
    work();
    this.#busyMs += this.#clock.now() - start;
  }

  #roll(): void {
    const elapsedMs = this.#clock.now() - this.#windowStart;
    if (elapsedMs < windowMs) return;
    const recent = Math.min(1, this.#busyMs / elapsedMs);
    // Half from the window that has closed, half from before; an idle stretch forgets the past.
    this.#share = elapsedMs > 4 * windowMs ? recent : (this.#share + recent) / 2;
    this.#windowStart += elapsedMs;
    this.#busyMs = 0;
  }
}
