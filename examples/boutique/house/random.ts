/** Chance with a memory: the same seed draws the same numbers on every machine (a 32-bit mix, not for secrets). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number of 0 to `below` - 1. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  pick<One>(from: readonly One[]): One {
    const one = from[this.below(from.length)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  }

  /** So many different ones, in the order of `from`. */
  some<One>(from: readonly One[], count: number): One[] {
    const left = from.map((_, index) => index);
    while (left.length > count) left.splice(this.below(left.length), 1);
    return left.flatMap((index) => from.slice(index, index + 1));
  }
}
