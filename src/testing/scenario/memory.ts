/** What the agent remembers by now: read from the latest `slots-extracted` of the call. */
import type { CallEvent } from '../../contracts/events.ts';
import { matches, show } from './partial-match.ts';

type Extracted = Extract<CallEvent, { type: 'slots-extracted' }>;

export function latestExtraction(events: readonly CallEvent[]): Extracted | undefined {
  return events.findLast((event): event is Extracted => event.type === 'slots-extracted');
}

/** @param wanted One value that the slot holds, maybe among others; a list is all that it holds, in any order. */
export function remembers(events: readonly CallEvent[], slot: string, wanted: unknown): boolean {
  const held = valuesOf(events, slot);
  if (!Array.isArray(wanted)) return held.some((value) => matches(value, wanted));
  const left = [...held];
  for (const one of wanted) {
    const at = left.findIndex((value) => matches(value, one));
    if (at === -1) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
}

export function holdsNothing(events: readonly CallEvent[], slot: string): boolean {
  return valuesOf(events, slot).length === 0;
}

/** "It remembers { store: "Milan" } and wants "book"." */
export function tellMemory(events: readonly CallEvent[]): string {
  const latest = latestExtraction(events);
  if (latest === undefined) {
    const failed = events.findLast((event) => event.type === 'extraction-failed');
    return failed === undefined ? 'It has learnt nothing yet.' : `It could not learn: ${failed.code}.`;
  }
  const slots = Object.fromEntries(
    Object.entries(latest.slots).map(([name, values]) => [name, values.map(({ value }) => value)]),
  );
  return `It remembers ${show(slots)}, and that the caller wants ${show(latest.intent)}.`;
}

function valuesOf(events: readonly CallEvent[], slot: string): unknown[] {
  return (latestExtraction(events)?.slots[slot] ?? []).map(({ value }) => value);
}
