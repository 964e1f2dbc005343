/** One request against the tables of calls, inside whatever transaction is open. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Book } from './batch.ts';
import { CallTable, claimOf } from './call-table.ts';
import { EffectTable } from './effect-table.ts';
import { Redaction } from './redaction.ts';
import { TurnTable } from './turn-table.ts';
import type { CallRequest, LoadedRows } from './wire.ts';

export class Ledger implements Book {
  readonly #calls: CallTable;
  readonly #turns: TurnTable;
  readonly #effects: EffectTable;
  readonly #redaction: Redaction;
  readonly #forgettable: StatementSync;
  readonly #forget: readonly StatementSync[];
  readonly #forgetHosts: StatementSync;

  constructor(database: DatabaseSync) {
    this.#calls = new CallTable(database);
    this.#turns = new TurnTable(database, this.#calls);
    this.#effects = new EffectTable(database, this.#calls);
    this.#redaction = new Redaction(database, this.#calls);
    this.#forgettable = database.prepare(
      `SELECT id FROM calls WHERE ended_at_ms < ?
       AND id NOT IN (SELECT call FROM effects WHERE status = 'intended') ORDER BY ended_at_ms LIMIT ?`,
    );
    this.#forget = [
      database.prepare('DELETE FROM turns WHERE call = ?'),
      database.prepare('DELETE FROM effects WHERE call = ?'),
      database.prepare('DELETE FROM calls WHERE id = ?'),
    ];
    this.#forgetHosts = database.prepare(
      'DELETE FROM hosts WHERE alive_until_ms < ? AND host NOT IN (SELECT host FROM calls)',
    );
  }

  /** @throws AntiphonError where the answer is no, having written nothing. */
  answer(request: CallRequest): unknown {
    switch (request.type) {
      case 'create':
        return this.#calls.create(request.call);
      case 'claim':
        return this.#calls.claim(request.request);
      case 'release':
        return this.#calls.release(request.claim);
      case 'keep-return':
        return this.#calls.keepReturn(request.claim, request.hashes);
      case 'renew':
        return this.#calls.renew(request.host, request.aliveUntilMs);
      case 'orphans':
        return this.#calls.orphans(request.nowMs, request.limit);
      case 'commit':
        return this.#turns.commit(request.claim, request);
      case 'load':
        return this.#load(request.callId);
      case 'begin':
        return this.#effects.begin(request.claim, request.intent);
      case 'complete':
        return this.#effects.complete(request.claim, request.effectId, request.status, request.outcome);
      case 'end':
        return this.#calls.end(request.claim, request.endedAtMs, request.outcome);
      case 'unredacted':
        return this.#redaction.due(request.limit);
      case 'redact':
        return this.#redaction.replace(request.call);
      case 'forget':
        return this.#forgetEnded(request.endedBeforeMs, request.limit);
    }
  }

  #load(callId: string): LoadedRows {
    const row = this.#calls.get(callId);
    const turns = this.#turns.of(row.id);
    const effects = this.#effects.of(row.id);
    const { agent, outcome, created_at_ms: createdAtMs, return_hashes: returnHashes } = row;
    return { claim: claimOf(row), agent, createdAtMs, outcome, returnHashes, turns, effects };
  }

  #forgetEnded(endedBeforeMs: number, limit: number): number {
    const calls = this.#forgettable.all(endedBeforeMs, limit);
    for (const { id } of calls) for (const statement of this.#forget) statement.run(id!);
    this.#forgetHosts.run(endedBeforeMs);
    return calls.length;
  }
}
