/**
 * What is remembered of callers: a row for each slot of each. Runs inside a transaction of the writer thread.
 *
 * What is forgotten must be gone from the bytes of the file as well. Pages that a row once stood on keep copies of
 * it, also with `secure_delete` (rows move when pages are filled and emptied), so a forgetting ends with a VACUUM; and
 * the journal is a file of one transaction, not a WAL, whose frames outlive their pages. That a VACUUM is due is
 * stored with the removal: after a crash in between, the next who opens the file does it.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { Book } from './batch.ts';
import { callerLimits } from './caller-limits.ts';
import { slotBytes } from './caller-records.ts';
import { fromEngine } from './engine-trouble.ts';
import type { Schema } from './schema.ts';
import type { Answer, CallerRequest, CallerRow, NotesRow, NumberedRequest } from './wire.ts';

export const callerSchema: Schema = {
  // "Antc"
  applicationId: 0x416e7463,
  journalMode: 'DELETE',
  migrations: [
    `
    CREATE TABLE remembered (
      caller TEXT NOT NULL,
      slot TEXT NOT NULL,
      call_id TEXT NOT NULL,
      at_ms REAL NOT NULL,
      value TEXT,
      checksum INTEGER NOT NULL,
      PRIMARY KEY (caller, slot)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX remembered_by_age ON remembered (at_ms);
    CREATE TABLE silenced (call_id TEXT PRIMARY KEY, at_ms REAL NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE wipe_due (due INTEGER PRIMARY KEY) STRICT;
    `,
  ],
};

export class CallerTable implements Book {
  readonly #database: DatabaseSync;
  readonly #all: StatementSync;
  readonly #find: StatementSync;
  readonly #put: StatementSync;
  readonly #drop: StatementSync;
  readonly #dropAll: StatementSync;
  readonly #dropBefore: StatementSync;
  readonly #silence: StatementSync;
  readonly #silenced: StatementSync;
  readonly #unsilence: StatementSync;
  readonly #wipeDue: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    const prepare = (sql: string): StatementSync => database.prepare(sql);
    this.#all = prepare('SELECT * FROM remembered WHERE caller = ? ORDER BY slot');
    this.#find = prepare('SELECT call_id, at_ms FROM remembered WHERE caller = ? AND slot = ?');
    this.#put = prepare('INSERT OR REPLACE INTO remembered VALUES (?, ?, ?, ?, ?, ?)');
    this.#drop = prepare('DELETE FROM remembered WHERE caller = ? AND slot = ?');
    this.#dropAll = prepare('DELETE FROM remembered WHERE caller = ?');
    this.#dropBefore = prepare(
      `DELETE FROM remembered WHERE (caller, slot) IN
       (SELECT caller, slot FROM remembered WHERE at_ms < ? ORDER BY at_ms LIMIT ?)`,
    );
    this.#silence = prepare('INSERT OR REPLACE INTO silenced VALUES (?, ?)');
    this.#silenced = prepare('SELECT 1 FROM silenced WHERE call_id = ?');
    this.#unsilence = prepare('DELETE FROM silenced WHERE at_ms < ?');
    this.#wipeDue = prepare('INSERT OR IGNORE INTO wipe_due VALUES (1)');
    this.#wipeWhatACrashLeft();
  }

  answer(request: CallerRequest): unknown {
    switch (request.type) {
      case 'caller-load':
        return this.#rows(request.callerId);
      case 'caller-remember':
        return this.#remember(request.callerId, request.notes);
      case 'caller-forget': {
        const { during } = request;
        if (during !== undefined) this.#silence.run(during.callId, during.atMs);
        return this.#removed(this.#dropAll.run(request.callerId).changes) > 0;
      }
      case 'caller-forget-before':
        this.#unsilence.run(request.atMs);
        return this.#removed(this.#dropBefore.run(request.atMs, request.limit).changes);
    }
  }

  /** Nobody is told that something is forgotten before it is gone from the file. */
  afterBatch(requests: readonly NumberedRequest[], answers: Answer[]): Answer[] {
    const asked = new Set(requests.flatMap(({ id, request }) => (isForgetting(request.type) ? [id] : [])));
    if (asked.size === 0) return answers;
    try {
      this.#wipe();
      return answers;
    } catch (thrown) {
      const { code, message } = fromEngine(thrown, 'removed, but the file could not be wiped');
      return answers.map((answer) =>
        asked.has(answer.id) ? { id: answer.id, ok: false, code, message } : answer,
      );
    }
  }

  #remember(callerId: string, { callId, atMs, slots }: NotesRow): void {
    if (this.#silenced.get(callId) !== undefined) return;
    for (const { slot, value } of slots) {
      const found = this.#find.get(callerId, slot);
      if (found !== undefined && isNewer(found, callId, atMs)) continue;
      this.#put.run(callerId, slot, callId, atMs, value, crc32(value ?? ''));
    }
    this.#makeRoom(callerId, callId);
  }

  /** The oldest goes, never what this call brought. */
  #makeRoom(callerId: string, callId: string): void {
    const rows = this.#rows(callerId);
    let bytes = rows.reduce((sum, row) => sum + slotBytes(row), 0);
    let count = rows.length;
    const others = rows.filter((row) => row.callId !== callId);
    for (const row of others.sort((one, other) => one.atMs - other.atMs)) {
      if (count <= callerLimits.slots && bytes <= callerLimits.bytes) return;
      this.#drop.run(callerId, row.slot);
      bytes -= slotBytes(row);
      count -= 1;
    }
  }

  #rows(callerId: string): CallerRow[] {
    return this.#all.all(callerId).map(({ slot, call_id: callId, at_ms: atMs, value, checksum }) => {
      const text = value === null ? null : String(value);
      if (checksum !== crc32(text ?? '')) {
        throw new AntiphonError('STORE_CORRUPT', 'what is stored of a caller is not what was written');
      }
      return { slot: String(slot), callId: String(callId), atMs: Number(atMs), value: text };
    });
  }

  #removed(changes: number | bigint): number {
    if (changes > 0) this.#wipeDue.run();
    return Number(changes);
  }

  #wipeWhatACrashLeft(): void {
    try {
      this.#wipe();
    } catch (thrown) {
      // Another process has the file: it stays due, and is no reason not to open.
      if (fromEngine(thrown, 'wiping').code !== 'STORE_BUSY') throw thrown;
    }
  }

  #wipe(): void {
    if (this.#database.prepare('SELECT 1 FROM wipe_due LIMIT 1').get() === undefined) return;
    this.#database.exec('VACUUM; DELETE FROM wipe_due');
  }
}

function isForgetting(type: string): boolean {
  return type === 'caller-forget' || type === 'caller-forget-before';
}

/** Of two at the same instant one is taken, whichever comes first. */
function isNewer(found: Record<string, unknown>, callId: string, atMs: number): boolean {
  const foundAtMs = Number(found['at_ms']);
  return foundAtMs > atMs || (foundAtMs === atMs && String(found['call_id']) > callId);
}
