import type { Timeline } from '../timeline.ts';

/** The first place where a call breaks a promise. */
export interface Violation {
  at: number;
  what: string;
}

export interface Invariant {
  /** As in a report: `heard-is-truth`. */
  name: string;
  /** The promise in a sentence. */
  says: string;
  check: (call: Timeline) => Violation | undefined;
}

/** Floating point and the log's hundredths. */
export const epsilonMs = 0.05;

/** The first violation among many checks. */
export function first<Item>(
  items: Iterable<Item>,
  check: (item: Item) => Violation | undefined,
): Violation | undefined {
  for (const item of items) {
    const violation = check(item);
    if (violation !== undefined) return violation;
  }
  return undefined;
}
