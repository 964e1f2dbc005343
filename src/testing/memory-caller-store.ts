/**
 * What is remembered of callers, kept in memory by the letter of the contract: for tests. Nothing survives the
 * process. Several stores on one `CallerBook` are like processes that opened the same file.
 */
import type { CallerExport, CallerNotes, CallerStore, RememberedSlot } from '../contracts/caller-store.ts';
import { AntiphonError, describeThrown } from '../errors/antiphon-error.ts';

interface Kept {
  /** JSON; null where the slot was taken back. */
  value: string | null;
  callId: string;
  atMs: number;
}

const slotsMax = 64;
const bytesMax = 65_536;
const lastDayMs = 8.64e15;

/** What several stores share. */
export class CallerBook {
  /** By caller, by slot. */
  readonly callers = new Map<string, Map<string, Kept>>();
  /** Calls of which nothing is remembered any more, and since when. */
  readonly silenced = new Map<string, number>();
}

export function memoryCallerStore(book = new CallerBook()): MemoryCallerStore {
  return new MemoryCallerStore(book);
}

export class MemoryCallerStore implements CallerStore {
  readonly #book: CallerBook;
  #closed = false;

  constructor(book: CallerBook) {
    this.#book = book;
  }

  async recall(callerId: string): Promise<Readonly<Record<string, RememberedSlot>>> {
    return Object.fromEntries(
      this.#kept(callerId).flatMap(([slot, { value, callId, atMs }]) =>
        value === null ? [] : [[slot, { value: JSON.parse(value) as unknown, callId, atMs }] as const],
      ),
    );
  }

  async remember(callerId: string, notes: CallerNotes): Promise<void> {
    const rows = rowsOf(notes);
    const { callId, atMs } = notes;
    const slots = new Map(this.#kept(callerId));
    if (this.#book.silenced.has(callId) || rows.length === 0) return;
    for (const [slot, value] of rows) {
      const found = slots.get(slot);
      const isNewer =
        found !== undefined && (found.atMs > atMs || (found.atMs === atMs && found.callId > callId));
      if (!isNewer) slots.set(slot, { value, callId, atMs });
    }
    const others = [...slots].filter(([, kept]) => kept.callId !== callId);
    for (const [slot] of others.sort(([, one], [, other]) => one.atMs - other.atMs)) {
      if (slots.size <= slotsMax && bytesOf([...slots].map(([name, { value }]) => [name, value])) <= bytesMax)
        break;
      slots.delete(slot);
    }
    this.#book.callers.set(callerId, slots);
  }

  async export(callerId: string): Promise<CallerExport | undefined> {
    const kept = this.#kept(callerId);
    if (kept.length === 0) return undefined;
    return {
      callerId,
      remembered: kept.flatMap(([slot, { value, atMs, callId }]) =>
        value === null
          ? []
          : [{ slot, value: JSON.parse(value) as unknown, rememberedAt: instant(atMs), callId }],
      ),
      cleared: kept.flatMap(([slot, { value, atMs, callId }]) =>
        value === null ? [{ slot, clearedAt: instant(atMs), callId }] : [],
      ),
    };
  }

  async forget(callerId: string, during?: { callId: string; atMs: number }): Promise<boolean> {
    this.#kept(callerId);
    if (during !== undefined) {
      requireId('callId', during.callId);
      requireNumber('atMs', during.atMs, 0, lastDayMs);
      this.#book.silenced.set(during.callId, during.atMs);
    }
    return this.#book.callers.delete(callerId);
  }

  async forgetBefore(atMs: number, limit: number): Promise<number> {
    this.#requireOpen();
    requireNumber('atMs', atMs, 0, Number.MAX_SAFE_INTEGER);
    requireNumber('limit', limit, 1, 1000);
    const { callers, silenced } = this.#book;
    for (const [callId, sinceMs] of silenced) if (sinceMs < atMs) silenced.delete(callId);
    const old = [...callers]
      .flatMap(([callerId, slots]) => [...slots].map(([slot, kept]) => ({ callerId, slot, atMs: kept.atMs })))
      .filter((one) => one.atMs < atMs)
      .sort((one, other) => one.atMs - other.atMs)
      .slice(0, limit);
    for (const { callerId, slot } of old) {
      const slots = callers.get(callerId)!;
      slots.delete(slot);
      if (slots.size === 0) callers.delete(callerId);
    }
    return old.length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
  }

  /** In the order of the names. */
  #kept(callerId: string): (readonly [string, Kept])[] {
    this.#requireOpen();
    requireId('callerId', callerId);
    if (callerId.length > 128 || !callerId.isWellFormed()) {
      throw invalid('callerId: it has at most 128 characters, all of them whole');
    }
    return [...(this.#book.callers.get(callerId) ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
  }

  #requireOpen(): void {
    if (this.#closed) throw new AntiphonError('STORE_CLOSED', 'the store is closed');
  }
}

function rowsOf({ callId, atMs, values, cleared = [] }: CallerNotes): [string, string | null][] {
  requireId('callId', callId);
  requireNumber('atMs', atMs, 0, lastDayMs);
  const rows = Object.entries(values).map(([slot, value]): [string, string | null] => [slot, toJson(value)]);
  for (const slot of cleared) if (!Object.hasOwn(values, slot)) rows.push([slot, null]);
  for (const [slot] of rows) requireId('slot', slot);
  if (rows.length > slotsMax || bytesOf(rows) > bytesMax) throw invalid('the notes of a call are too many');
  return rows;
}

function bytesOf(rows: readonly (readonly [string, string | null])[]): number {
  return rows.reduce(
    (sum, [slot, value]) => sum + Buffer.byteLength(slot) + Buffer.byteLength(value ?? ''),
    0,
  );
}

function toJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (thrown) {
    throw invalid(describeThrown(thrown));
  }
  if (text === undefined) throw invalid('it is no JSON value');
  return text;
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString();
}

function requireId(what: string, id: string): void {
  if (typeof id !== 'string' || id.length === 0 || id.length > 512) {
    throw invalid(`${what}: an id has 1 to 512 characters`);
  }
}

function requireNumber(what: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max)) throw invalid(`${what}: it must be ${min} to ${max}`);
}

function invalid(message: string): AntiphonError {
  return new AntiphonError('STORE_RECORD_INVALID', message);
}
