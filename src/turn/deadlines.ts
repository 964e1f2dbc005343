/**
 * Named deadlines of a machine: at most one per name, the earliest tells when to call again.
 *
 * Timers fire late, early and twice; only the instant decides. `takeDue` yields each name once,
 * in the order in which they fell due.
 */
import type { InstantMs } from '../clock/clock.ts';

export class Deadlines<Name extends string> {
  readonly #instants = new Map<Name, InstantMs>();

  set(name: Name, instant: InstantMs): void {
    this.#instants.set(name, instant);
  }

  /** Keeps an earlier setting: for limits that must not be pushed back by repeated causes. */
  setOnce(name: Name, instant: InstantMs): void {
    if (!this.#instants.has(name)) this.#instants.set(name, instant);
  }

  /** Sets it unless it is due sooner already. */
  bringForward(name: Name, instant: InstantMs): void {
    if (instant < (this.#instants.get(name) ?? Infinity)) this.#instants.set(name, instant);
  }

  clear(...names: Name[]): void {
    for (const name of names) this.#instants.delete(name);
  }

  clearAll(): void {
    this.#instants.clear();
  }

  has(name: Name): boolean {
    return this.#instants.has(name);
  }

  next(): InstantMs | undefined {
    let earliest: InstantMs | undefined;
    for (const instant of this.#instants.values()) {
      if (earliest === undefined || instant < earliest) earliest = instant;
    }
    return earliest;
  }

  /** Removes and returns the earliest name that is due at `now`. */
  takeDue(now: InstantMs): Name | undefined {
    let due: Name | undefined;
    let earliest = Infinity;
    for (const [name, instant] of this.#instants) {
      if (instant <= now && instant < earliest) {
        due = name;
        earliest = instant;
      }
    }
    if (due !== undefined) this.#instants.delete(due);
    return due;
  }
}

/** The earlier of two deadlines, either of which may be absent. */
export function earlier(a: InstantMs | undefined, b: InstantMs | undefined): InstantMs | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return Math.min(a, b);
}
