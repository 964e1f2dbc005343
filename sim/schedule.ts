/**
 * Virtual time and what happens in it.
 *
 * Things that happen at nearly the same time may happen in either order in the real world, so the
 * schedule shuffles what lies within a few milliseconds; only things in the same lane (one stream, one
 * connection) keep their order. An event moved behind another happens a little later, never earlier.
 */
import type { Random } from './random.ts';

export interface Scheduled {
  readonly at: number;
  cancelled: boolean;
}

interface Entry extends Scheduled {
  order: number;
  lane: string;
  run: () => void;
}

export class Schedule {
  now = 0;
  #order = 0;
  readonly #heap: Entry[] = [];
  readonly #laneEnds = new Map<string, number>();
  readonly #random: Random;
  readonly #windowMs: number;

  /** @param windowMs how near two events must be to change places; 0 keeps the order of time. */
  constructor(random: Random, windowMs: number) {
    this.#random = random;
    this.#windowMs = windowMs;
  }

  /** @param lane events of one lane keep their order; undefined: in no lane. */
  after(delayMs: number, lane: string | undefined, run: () => void): Scheduled {
    let at = this.now + Math.max(0, delayMs);
    if (lane !== undefined) {
      at = Math.max(at, this.#laneEnds.get(lane) ?? 0);
      this.#laneEnds.set(lane, at);
    }
    const entry: Entry = { at, order: this.#order, lane: lane ?? `#${this.#order}`, run, cancelled: false };
    this.#order += 1;
    this.#push(entry);
    return entry;
  }

  /** Lets the next thing happen. @returns false when nothing is left. */
  step(): boolean {
    const first = this.#popLive();
    if (first === undefined) return false;
    const chosen = this.#windowMs === 0 ? first : this.#shuffle(first);
    this.now = Math.max(this.now, chosen.at);
    chosen.run();
    return true;
  }

  #shuffle(first: Entry): Entry {
    const near = [first];
    while (near.length < 6) {
      const next = this.#heap[0];
      if (next === undefined || next.at > first.at + this.#windowMs) break;
      this.#pop();
      if (!next.cancelled) near.push(next);
    }
    if (near.length === 1) return first;
    const free = near.filter((entry, index) => near.findIndex(({ lane }) => lane === entry.lane) === index);
    const chosen = this.#random.pick(free);
    for (const entry of near) if (entry !== chosen) this.#push(entry);
    return chosen;
  }

  #popLive(): Entry | undefined {
    for (let entry = this.#pop(); entry !== undefined; entry = this.#pop()) {
      if (!entry.cancelled) return entry;
    }
    return undefined;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return top;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
