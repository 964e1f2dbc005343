/**
 * When to try again after the line was lost: soon at first, then less and less often, never all pages at
 * once, and not for ever. Pure.
 */

const firstMs = 250;
const longestMs = 4000;
/** The server waits for half a minute from when it noticed, which may be some seconds after us. */
const givesUpAfterMs = 40_000;

export class Redial {
  #tries = 0;
  readonly #lostAtMs: number;
  readonly #random: () => number;

  /** @param random yields 0 to 1: pages that were lost together do not come back together. */
  constructor(lostAtMs: number, random: () => number) {
    this.#lostAtMs = lostAtMs;
    this.#random = random;
  }

  /** @returns how long to wait before the next try; undefined when it is time to give up. */
  next(nowMs: number): number | undefined {
    const waitMs = Math.min(longestMs, firstMs * 2 ** this.#tries) * (0.5 + this.#random());
    this.#tries += 1;
    return nowMs + waitMs - this.#lostAtMs > givesUpAfterMs ? undefined : waitMs;
  }

  /** The network is said to be back: begin as at first. */
  hurry(): void {
    this.#tries = 0;
  }
}
