/** The turns of calls: appended in order, each once, with a checksum, since SQLite has none and disks lie. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { Claim } from '../../contracts/call-store.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { CallTable } from './call-table.ts';

export interface NewTurn {
  turnNo: number;
  turnId: string;
  /** JSON text. */
  record: string;
}

export class TurnTable {
  readonly #calls: CallTable;
  readonly #at: StatementSync;
  readonly #withId: StatementSync;
  readonly #insert: StatementSync;
  readonly #all: StatementSync;

  constructor(database: DatabaseSync, calls: CallTable) {
    this.#calls = calls;
    this.#at = database.prepare('SELECT turn_id, rev, record FROM turns WHERE call = ? AND turn_no = ?');
    this.#withId = database.prepare('SELECT 1 FROM turns WHERE call = ? AND turn_id = ?');
    this.#insert = database.prepare('INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)');
    this.#all = database.prepare('SELECT checksum, record FROM turns WHERE call = ? ORDER BY turn_no');
  }

  commit(claim: Claim, { turnNo, turnId, record }: NewTurn): number {
    const row = this.#calls.fenced(claim);
    const stored = turnNo > row.turn_no ? undefined : this.#at.get(row.id, turnNo);
    if (stored?.['turn_id'] === turnId && stored['record'] === record) return Number(stored['rev']);
    this.#calls.requireOpen(row);
    const conflict = (what: string): AntiphonError =>
      new AntiphonError('STORE_CONFLICT', `call ${claim.callId}, turn ${turnNo}: ${what}`);
    if (stored !== undefined) throw conflict('another turn, or another text, is stored under this number');
    if (row.rev !== claim.rev) throw conflict(`the call has rev ${row.rev}, the claim ${claim.rev}`);
    if (turnNo <= row.turn_no) throw conflict(`turn ${row.turn_no} is stored already`);
    if (this.#withId.get(row.id, turnId) !== undefined) throw conflict('its id belongs to an earlier turn');
    this.#insert.run(row.id, turnNo, turnId, row.rev + 1, crc32(record), record);
    return this.#calls.advance(row, turnNo);
  }

  /** JSON texts, in order. */
  of(call: number): string[] {
    return this.#all.all(call).map((row) => {
      const record = String(row['record']);
      if (row['checksum'] === crc32(record)) return record;
      throw new AntiphonError('STORE_CORRUPT', 'a stored turn is not what was written');
    });
  }
}
