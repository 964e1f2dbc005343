/**
 * What is remembered of callers, kept in one SQLite file; several processes may share it.
 *
 * A file of its own, beside that of the calls: a forgetting wipes the whole file, and no call should wait for it; it is
 * kept for other lengths of time; and who may read the one need not read the other.
 */
import type {
  CallerExport,
  CallerNotes,
  CallerStore,
  OpenCallerStore,
  RememberedSlot,
} from '../../contracts/caller-store.ts';
import { fromRows, plainCallerId, plainDuring, toExport, toNotesRow } from './caller-records.ts';
import { openQueue, storeDefaults, type SqliteStoreOptions } from './open-queue.ts';
import { requireNumber, requireTime } from './records.ts';
import type { RequestQueue } from './request-queue.ts';
import type { CallerRequest, CallerRow } from './wire.ts';

export interface SqliteCallerStoreOptions extends SqliteStoreOptions {
  /** How long one request may take, a forgetting with its wiping of the file too. Default 10,000. */
  answerMaxMs?: number;
}

const answerDefaultMs = 10_000;

/** The store in this file, to be opened and closed by whoever serves. */
export function sqliteCallers(
  file: string,
  options: Omit<SqliteCallerStoreOptions, 'file' | 'clock'> = {},
): OpenCallerStore {
  return ({ clock }) => openSqliteCallerStore({ ...options, file, clock });
}

/** @throws AntiphonError STORE_CORRUPT, STORE_VERSION_UNSUPPORTED, STORE_BUSY, STORE_TIMEOUT, STORE_FAILED */
export async function openSqliteCallerStore(options: SqliteCallerStoreOptions): Promise<SqliteCallerStore> {
  const queue = await openQueue('callers', { answerMaxMs: answerDefaultMs, ...options });
  return new SqliteCallerStore(queue, options.openMaxMs ?? storeDefaults.openMaxMs);
}

export class SqliteCallerStore implements CallerStore {
  readonly #queue: RequestQueue;
  readonly #closeMaxMs: number;

  /** `openSqliteCallerStore` makes it. */
  constructor(queue: RequestQueue, closeMaxMs: number) {
    this.#queue = queue;
    this.#closeMaxMs = closeMaxMs;
  }

  async recall(callerId: string): Promise<Readonly<Record<string, RememberedSlot>>> {
    return fromRows(await this.#rows(callerId));
  }

  async remember(callerId: string, notes: CallerNotes): Promise<void> {
    const row = toNotesRow(notes);
    const units = row.slots.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    await this.#send({ type: 'caller-remember', callerId: plainCallerId(callerId), notes: row }, units);
  }

  async export(callerId: string): Promise<CallerExport | undefined> {
    return toExport(callerId, await this.#rows(callerId));
  }

  async forget(callerId: string, during?: { callId: string; atMs: number }): Promise<boolean> {
    const request = { callerId: plainCallerId(callerId), during: plainDuring(during) };
    return (await this.#send({ type: 'caller-forget', ...request })) as boolean;
  }

  async forgetBefore(atMs: number, limit: number): Promise<number> {
    requireTime('atMs', atMs);
    requireNumber('limit', limit, 1, 1000);
    return (await this.#send({ type: 'caller-forget-before', atMs, limit })) as number;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.close(this.#closeMaxMs);
  }

  async #rows(callerId: string): Promise<CallerRow[]> {
    return (await this.#send({ type: 'caller-load', callerId: plainCallerId(callerId) })) as CallerRow[];
  }

  #send(request: CallerRequest, units = 0): Promise<unknown> {
    return this.#queue.send(request, units);
  }
}
