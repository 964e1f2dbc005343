/**
 * The clock of the real world: one tick wheel for the whole process.
 *
 * A timer per call costs more than all its decisions. Here one interval ticks every 5 ms, paced by
 * absolute time, and walks the slots that have come due; arming and cancelling are a list operation.
 * The interval runs only while something is armed.
 */
import type { Clock, InstantMs } from './clock.ts';
import { invariant } from '../errors/antiphon-error.ts';

const tickMs = 5;
/** Slots of the wheel: 5.12 s. What lies further ahead goes round again. */
const slotCount = 1024;

class Entry implements Disposable {
  instant: InstantMs;
  /** Undefined once it has run for the last time or was cancelled. */
  callback: (() => void) | undefined;
  readonly periodMs: number | undefined;
  readonly #onCancelled: () => void;

  constructor(
    instant: InstantMs,
    callback: () => void,
    periodMs: number | undefined,
    onCancelled: () => void,
  ) {
    this.instant = instant;
    this.callback = callback;
    this.periodMs = periodMs;
    this.#onCancelled = onCancelled;
  }

  [Symbol.dispose](): void {
    if (this.callback === undefined) return;
    this.callback = undefined;
    this.#onCancelled();
  }
}

export class SystemClock implements Clock, Disposable {
  #slots: Entry[][] = Array.from({ length: slotCount }, () => []);
  #spare: Entry[] = [];
  #lastTick = Math.floor(performance.now() / tickMs);
  #armed = 0;
  #interval: ReturnType<typeof setInterval> | undefined;
  readonly #onCancelled = (): void => {
    this.#armed -= 1;
    this.#stopWhenIdle();
  };

  now(): InstantMs {
    return performance.now();
  }

  wallTime(): number {
    return Date.now();
  }

  at(instant: InstantMs, callback: () => void): Disposable {
    return this.#arm(new Entry(instant, callback, undefined, this.#onCancelled));
  }

  every(periodMs: number, callback: () => void): Disposable {
    invariant(periodMs > 0, 'a period must be positive');
    return this.#arm(new Entry(this.now() + periodMs, callback, periodMs, this.#onCancelled));
  }

  /** Callbacks still armed: what a leak test expects to be zero. */
  get pending(): number {
    return this.#armed;
  }

  /** Forgets everything armed. */
  [Symbol.dispose](): void {
    for (const slot of this.#slots) slot.length = 0;
    this.#armed = 0;
    this.#stopWhenIdle();
  }

  #arm(entry: Entry): Disposable {
    this.#armed += 1;
    if (this.#interval === undefined) {
      this.#lastTick = Math.floor(this.now() / tickMs);
      this.#interval = setInterval(this.#turn, tickMs);
    }
    this.#place(entry);
    return entry;
  }

  #place(entry: Entry): void {
    // Never into a slot that this round has already passed.
    const tick = Math.max(Math.ceil(entry.instant / tickMs), this.#lastTick + 1);
    this.#slots[tick % slotCount]!.push(entry);
  }

  readonly #turn = (): void => {
    const tick = Math.floor(this.now() / tickMs);
    // After a long stall one full round visits every slot.
    const first = Math.max(this.#lastTick + 1, tick - slotCount + 1);
    for (let due = first; due <= tick; due += 1) {
      this.#lastTick = due;
      this.#visit(due);
    }
  };

  #visit(tick: number): void {
    const index = tick % slotCount;
    const entries = this.#slots[index]!;
    if (entries.length === 0) return;
    // Callbacks may arm into this very slot for a later round: they find an empty list.
    this.#slots[index] = this.#spare;
    for (const entry of entries) {
      if (entry.callback === undefined) continue;
      if (Math.ceil(entry.instant / tickMs) > tick) this.#slots[index].push(entry);
      else this.#fire(entry);
    }
    entries.length = 0;
    this.#spare = entries;
  }

  #fire(entry: Entry): void {
    const callback = entry.callback!;
    if (entry.periodMs === undefined) {
      entry.callback = undefined;
      this.#armed -= 1;
    } else {
      // Absolute pacing: late by a stall, it catches up without bursts of more than one period.
      entry.instant = Math.max(entry.instant + entry.periodMs, this.now() - entry.periodMs);
      this.#place(entry);
    }
    callback();
    this.#stopWhenIdle();
  }

  #stopWhenIdle(): void {
    if (this.#armed > 0 || this.#interval === undefined) return;
    clearInterval(this.#interval);
    this.#interval = undefined;
  }
}
