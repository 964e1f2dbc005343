/** What the stories about stores of callers share: a harness, and the notes of a call. */
import type { CallerNotes, CallerStore } from '../../contracts/caller-store.ts';

export interface CallerStoreHarness extends AsyncDisposable {
  store: CallerStore;
  /** What another process would see that opened the same file, or this one after a restart. The harness disposes of it. */
  another(): Promise<CallerStore>;
  /** All bytes that are kept, wherever: in a file, its journal, its log. */
  bytes(): Promise<string>;
}

export interface CallerStoreStory {
  name: string;
  tell(harness: CallerStoreHarness): Promise<void>;
}

/** 2026-03-01T09:30:00.000Z, and so many days after it. */
export function day(days: number): number {
  return Date.UTC(2026, 2, 1, 9, 30) + days * 86_400_000;
}

export function notes(
  callId: string,
  atMs: number,
  values: Readonly<Record<string, unknown>>,
  cleared?: readonly string[],
): CallerNotes {
  return { callId, atMs, values, ...(cleared === undefined ? {} : { cleared }) };
}

export async function valuesOf(store: CallerStore, callerId: string): Promise<Record<string, unknown>> {
  const recalled = Object.entries(await store.recall(callerId));
  return Object.fromEntries(recalled.map(([slot, { value }]) => [slot, value]));
}
