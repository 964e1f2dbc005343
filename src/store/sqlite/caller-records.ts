/** Between what the contract of callers speaks of and what the wire carries: checked, to JSON text, and back. */
import type { CallerExport, CallerNotes, RememberedSlot } from '../../contracts/caller-store.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { callerLimits } from './caller-limits.ts';
import { invalid, requireId, requireNumber, toText } from './records.ts';
import type { CallerRow, NotesRow } from './wire.ts';

const callerIdCharactersMax = 128;
/** The last instant that can be written as a date. */
const lastDayMs = 8.64e15;

/** @throws AntiphonError STORE_RECORD_INVALID */
export function plainCallerId(callerId: string): string {
  requireId('callerId', callerId);
  if (callerId.length > callerIdCharactersMax) {
    throw invalid('callerId', `it has at most ${callerIdCharactersMax} characters`);
  }
  // Halves of a character are stored alike: two callers would be one.
  if (!callerId.isWellFormed()) throw invalid('callerId', 'it is no well-formed text');
  return callerId;
}

/** @throws AntiphonError STORE_RECORD_INVALID */
export function plainDuring(
  during: { callId: string; atMs: number } | undefined,
): { callId: string; atMs: number } | undefined {
  if (during === undefined) return undefined;
  const { callId, atMs } = during;
  requireId('callId', callId);
  requireNumber('atMs', atMs, 0, lastDayMs);
  return { callId, atMs };
}

/** @throws AntiphonError STORE_RECORD_INVALID */
export function toNotesRow({ callId, atMs, values, cleared = [] }: CallerNotes): NotesRow {
  requireId('callId', callId);
  requireNumber('atMs', atMs, 0, lastDayMs);
  const given = Object.entries(values).map(([slot, value]) => {
    return { slot, value: toText(`slot ${slot}`, value, callerLimits.bytes) };
  });
  const taken = cleared.filter((slot) => !Object.hasOwn(values, slot)).map((slot) => ({ slot, value: null }));
  const slots = [...given, ...taken];
  requireNumber('slots', slots.length, 0, callerLimits.slots);
  for (const { slot } of slots) {
    requireId('slot', slot);
    if (!slot.isWellFormed()) throw invalid('slot', 'its name is no well-formed text');
  }
  const bytes = slots.reduce((sum, row) => sum + slotBytes(row), 0);
  if (bytes > callerLimits.bytes) {
    throw invalid('the notes of a call', `they have ${bytes} bytes of at most ${callerLimits.bytes}`);
  }
  return { callId, atMs, slots };
}

export function slotBytes({ slot, value }: Pick<CallerRow, 'slot' | 'value'>): number {
  return Buffer.byteLength(slot) + Buffer.byteLength(value ?? '');
}

export function fromRows(rows: readonly CallerRow[]): Readonly<Record<string, RememberedSlot>> {
  // Never by assignment: a slot may be called `__proto__`.
  return Object.fromEntries(
    rows.flatMap(({ slot, callId, atMs, value }) =>
      value === null ? [] : [[slot, { value: parse(value), callId, atMs }] as const],
    ),
  );
}

export function toExport(callerId: string, rows: readonly CallerRow[]): CallerExport | undefined {
  if (rows.length === 0) return undefined;
  return {
    callerId,
    remembered: rows.flatMap(({ slot, callId, atMs, value }) =>
      value === null ? [] : [{ slot, value: parse(value), rememberedAt: instant(atMs), callId }],
    ),
    cleared: rows.flatMap(({ slot, callId, atMs, value }) =>
      value === null ? [{ slot, clearedAt: instant(atMs), callId }] : [],
    ),
  };
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause: the parser quotes what it read, and that is what somebody said.
    throw new AntiphonError('STORE_CORRUPT', 'what is stored of a caller is not JSON');
  }
}
