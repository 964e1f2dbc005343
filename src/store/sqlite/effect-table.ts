/**
 * Effects: the intent is stored before the effect leaves, and its outcome after it.
 *
 *   (none) ──begin──▶ intended ──complete──▶ done | failed | unknown ──complete──▶ done | failed
 *                        └─ begun again after a crash: repeatable: run; else: unknown
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Claim, EffectOutcome } from '../../contracts/call-store.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { CallRow, CallTable } from './call-table.ts';
import type { BegunRow, EffectStatus, IntentRow, LoadedRows } from './wire.ts';

interface EffectRow {
  epoch: number;
  attempt_id: string;
  tool: string;
  effect: string;
  arguments_hash: string;
  idempotency_key: string | null;
  status: EffectStatus;
  outcome: string | null;
}

const lost: EffectOutcome = {
  status: 'unknown',
  reason: 'it had begun, and was begun again without an outcome',
};

export class EffectTable {
  readonly #calls: CallTable;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #again: StatementSync;
  readonly #settle: StatementSync;
  readonly #unredact: StatementSync;
  readonly #all: StatementSync;

  constructor(database: DatabaseSync, calls: CallTable) {
    this.#calls = calls;
    this.#find = database.prepare('SELECT * FROM effects WHERE call = ? AND effect_id = ?');
    this.#insert = database.prepare(
      `INSERT INTO effects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'intended', NULL)`,
    );
    this.#again = database.prepare(
      'UPDATE effects SET epoch = ?, attempt_id = ? WHERE call = ? AND effect_id = ?',
    );
    this.#settle = database.prepare(
      'UPDATE effects SET status = ?, outcome = ? WHERE call = ? AND effect_id = ?',
    );
    this.#unredact = database.prepare('UPDATE calls SET redacted = 0 WHERE id = ?');
    this.#all = database.prepare('SELECT intent, status, outcome FROM effects WHERE call = ? ORDER BY rowid');
  }

  begin(claim: Claim, intent: IntentRow): BegunRow {
    const call = this.#calls.fenced(claim);
    const found = this.#get(call, intent.effectId);
    if (found === undefined) return this.#beginNew(call, intent);
    requireSame(claim.callId, found, intent);
    const { status, outcome } = found;
    if (status === 'done' || status === 'failed') return { answer: 'result', outcome: outcome! };
    if (status === 'unknown') return { answer: 'unknown', outcome: outcome! };
    if (found.epoch === call.epoch && found.attempt_id === intent.attemptId) return run;
    if (call.released === 1) this.#calls.requireOpen({ ...call, ended_at_ms: null });
    if (found.effect === 'read' || found.idempotency_key !== null) {
      this.#again.run(call.epoch, intent.attemptId, call.id, intent.effectId);
      return run;
    }
    const unknown = JSON.stringify(lost);
    this.#settle.run('unknown', unknown, call.id, intent.effectId);
    return { answer: 'unknown', outcome: unknown };
  }

  complete(claim: Claim, effectId: string, status: EffectStatus, outcome: string): void {
    const call = this.#calls.fenced(claim);
    const found = this.#get(call, effectId);
    const conflict = (what: string): AntiphonError =>
      new AntiphonError('STORE_CONFLICT', `call ${claim.callId}, effect ${effectId}: ${what}`);
    if (found === undefined) throw conflict('it was never begun');
    if (found.outcome === outcome) return;
    if (found.status === 'done' || found.status === 'failed') throw conflict(`it is ${found.status} already`);
    this.#settle.run(status, outcome, call.id, effectId);
    if (call.redacted === 1) this.#unredact.run(call.id);
  }

  of(call: number): LoadedRows['effects'] {
    return this.#all.all(call).map(({ intent, status, outcome }) => ({
      intent: String(intent),
      status: status as EffectStatus,
      outcome: outcome === null ? null : String(outcome),
    }));
  }

  #beginNew(call: CallRow, intent: IntentRow): BegunRow {
    this.#calls.requireOpen(call);
    const { effectId, attemptId, tool, effect, argumentsHash, idempotencyKey, record } = intent;
    const { id, epoch } = call;
    this.#insert.run(id, effectId, epoch, attemptId, tool, effect, argumentsHash, idempotencyKey, record);
    return run;
  }

  #get(call: CallRow, effectId: string): EffectRow | undefined {
    return this.#find.get(call.id, effectId) as EffectRow | undefined;
  }
}

const run: BegunRow = { answer: 'run', outcome: '' };

function requireSame(callId: string, found: EffectRow, intent: IntentRow): void {
  if (
    found.tool === intent.tool &&
    found.effect === intent.effect &&
    found.arguments_hash === intent.argumentsHash &&
    found.idempotency_key === intent.idempotencyKey
  )
    return;
  throw new AntiphonError(
    'STORE_CONFLICT',
    `call ${callId}, effect ${intent.effectId}: stored with another tool, key or arguments`,
  );
}
