/**
 * Puts redacted copies in the place of calls that are over. Who takes the words out, and which, is not known here.
 *
 *   over, every effect has an outcome ─▶ due ─▶ (loaded, redacted elsewhere) ─▶ replace      an outcome that comes
 *                                         ▲                                        │         late makes it due again
 *                                         └────────────────────────────────────────┘
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { CallTable } from './call-table.ts';
import type { RedactedRows } from './wire.ts';

export class Redaction {
  readonly #calls: CallTable;
  readonly #due: StatementSync;
  readonly #turns: StatementSync;
  readonly #effects: StatementSync;
  readonly #putTurn: StatementSync;
  readonly #putEffect: StatementSync;
  readonly #putCall: StatementSync;

  constructor(database: DatabaseSync, calls: CallTable) {
    this.#calls = calls;
    const prepare = (sql: string): StatementSync => database.prepare(sql);
    this.#due = prepare(
      `SELECT call_id FROM calls WHERE ended_at_ms IS NOT NULL AND redacted = 0
       AND id NOT IN (SELECT call FROM effects WHERE status = 'intended') ORDER BY ended_at_ms, id LIMIT ?`,
    );
    this.#turns = prepare('SELECT turn_no, turn_id FROM turns WHERE call = ? ORDER BY turn_no');
    this.#effects = prepare('SELECT effect_id, status FROM effects WHERE call = ? ORDER BY rowid');
    this.#putTurn = prepare('UPDATE turns SET record = ?, checksum = ? WHERE call = ? AND turn_no = ?');
    this.#putEffect = prepare(
      `UPDATE effects SET intent = ?, outcome = ?, arguments_hash = ?, idempotency_key = ?
       WHERE call = ? AND effect_id = ?`,
    );
    this.#putCall = prepare('UPDATE calls SET outcome = ?, redacted = 1 WHERE id = ?');
  }

  due(limit: number): string[] {
    return this.#due.all(limit).map((row) => String(row['call_id']));
  }

  replace({ callId, turns, effects, outcome }: RedactedRows): void {
    const { id, ended_at_ms: endedAtMs } = this.#calls.get(callId);
    const keptTurns = this.#turns.all(id).map((row) => [row['turn_no'], row['turn_id']]);
    const keptEffects = this.#effects.all(id).map((row) => [row['effect_id'], row['status']]);
    const isSame =
      same(
        keptTurns,
        turns.map(({ turnNo, turnId }) => [turnNo, turnId]),
      ) &&
      same(
        keptEffects,
        effects.map(({ intent, status }) => [intent.effectId, status]),
      );
    if (endedAtMs === null || !isSame || effects.some(({ status }) => status === 'intended')) {
      throw new AntiphonError('STORE_CONFLICT', `call ${callId} is not the one that was loaded`);
    }
    for (const { turnNo, record } of turns) this.#putTurn.run(record, crc32(record), id, turnNo);
    for (const { intent, outcome: ended } of effects) {
      const { effectId, argumentsHash, idempotencyKey, record } = intent;
      this.#putEffect.run(record, ended, argumentsHash, idempotencyKey, id, effectId);
    }
    this.#putCall.run(outcome, id);
  }
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
