/**
 * A clock that is told what time it is.
 *
 * Tests and simulations advance it; due callbacks run in the order of their instants. Where two are
 * due at the same instant a real machine promises nothing, so `tieBreak` may shuffle them from a seed.
 */
import type { Clock, InstantMs } from './clock.ts';
import { invariant } from '../errors/antiphon-error.ts';

interface Entry {
  instant: InstantMs;
  order: number;
  callback: () => void;
  /** Undefined for a callback that runs once. */
  periodMs: number | undefined;
  cancelled: boolean;
}

export interface SimulatedClockOptions {
  /** Milliseconds since 1970 at instant 0. */
  wallTimeAtZero?: number;
  /** Yields 0 to 1: the order of callbacks due at the same instant. Default: the order of arming. */
  tieBreak?: () => number;
}

/** A Monday, ten in the morning UTC: opening hours and weekdays read well in stories. */
const defaultWallTime = Date.UTC(2026, 0, 5, 10);

export class SimulatedClock implements Clock {
  #now: InstantMs = 0;
  #armed = 0;
  readonly #entries: Entry[] = [];
  readonly #wallTimeAtZero: number;
  readonly #tieBreak: (() => number) | undefined;

  constructor(options: SimulatedClockOptions = {}) {
    this.#wallTimeAtZero = options.wallTimeAtZero ?? defaultWallTime;
    this.#tieBreak = options.tieBreak;
  }

  now(): InstantMs {
    return this.#now;
  }

  wallTime(): number {
    return this.#wallTimeAtZero + this.#now;
  }

  at(instant: InstantMs, callback: () => void): Disposable {
    return this.#arm(Math.max(instant, this.#now), callback, undefined);
  }

  every(periodMs: number, callback: () => void): Disposable {
    invariant(periodMs > 0, 'a period must be positive');
    return this.#arm(this.#now + periodMs, callback, periodMs);
  }

  /** Callbacks still armed: what a test expects to be zero after a call. */
  get pending(): number {
    return this.#entries.filter((entry) => !entry.cancelled).length;
  }

  /** The instant of the next callback, or undefined. */
  nextInstant(): InstantMs | undefined {
    this.#dropCancelled();
    return this.#entries[0]?.instant;
  }

  /** Moves time forward, running everything that falls due, each at its own instant. */
  advanceBy(ms: number): void {
    this.advanceTo(this.#now + ms);
  }

  advanceTo(instant: InstantMs): void {
    invariant(instant >= this.#now, 'time does not run backwards');
    for (;;) {
      this.#dropCancelled();
      const next = this.#entries[0];
      if (next === undefined || next.instant > instant) break;
      this.#pop();
      this.#now = Math.max(this.#now, next.instant);
      if (next.periodMs === undefined) next.cancelled = true;
      else this.#rearm(next);
      next.callback();
    }
    this.#now = instant;
  }

  /**
   * Like `advanceTo`, but lets promises settle between steps of at most `stepMs`: for code that awaits
   * models. Awaiting a macrotask flushes any depth of promise chains.
   */
  async run(ms: number, stepMs = 5): Promise<void> {
    const until = this.#now + ms;
    while (this.#now < until) {
      this.advanceTo(Math.min(until, this.#now + stepMs));
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    }
  }

  #arm(instant: InstantMs, callback: () => void, periodMs: number | undefined): Disposable {
    const entry: Entry = { instant, order: this.#nextOrder(), callback, periodMs, cancelled: false };
    this.#push(entry);
    return {
      [Symbol.dispose]: () => {
        entry.cancelled = true;
      },
    };
  }

  #rearm(entry: Entry): void {
    entry.instant += entry.periodMs!;
    entry.order = this.#nextOrder();
    this.#push(entry);
  }

  #nextOrder(): number {
    this.#armed += 1;
    return this.#tieBreak === undefined ? this.#armed : this.#tieBreak();
  }

  #dropCancelled(): void {
    while (this.#entries[0]?.cancelled === true) this.#pop();
  }

  #push(entry: Entry): void {
    const heap = this.#entries;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#entries;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.instant < b.instant || (a.instant === b.instant && a.order < b.order);
}
