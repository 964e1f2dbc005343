/**
 * Who holds which call. Everything here runs inside a transaction of the writer thread, and every method
 * checks all before it writes anything, so that a refusal leaves no trace in a batch.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Claim, ClaimRequest, NewCall, OrphanedCall } from '../../contracts/call-store.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';

export interface CallRow {
  id: number;
  call_id: string;
  host: string;
  epoch: number;
  rev: number;
  turn_no: number;
  claim_id: string | null;
  released: number;
  agent: string;
  created_at_ms: number;
  ended_at_ms: number | null;
  outcome: string | null;
  return_hashes: string | null;
  redacted: number;
}

export class CallTable {
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #take: StatementSync;
  readonly #release: StatementSync;
  readonly #advance: StatementSync;
  readonly #end: StatementSync;
  readonly #keepReturn: StatementSync;
  readonly #renew: StatementSync;
  readonly #aliveUntil: StatementSync;
  readonly #openEffects: StatementSync;
  readonly #orphans: StatementSync;

  constructor(database: DatabaseSync) {
    const prepare = (sql: string): StatementSync => database.prepare(sql);
    this.#find = prepare('SELECT * FROM calls WHERE call_id = ?');
    this.#insert = prepare(
      `INSERT INTO calls (call_id, host, epoch, rev, turn_no, released, agent, created_at_ms, return_hashes)
       VALUES (?, ?, 1, 0, -1, 0, ?, ?, ?)`,
    );
    this.#take = prepare(
      'UPDATE calls SET host = ?, epoch = epoch + 1, claim_id = ?, released = 0 WHERE id = ?',
    );
    this.#release = prepare('UPDATE calls SET released = 1 WHERE id = ?');
    this.#advance = prepare('UPDATE calls SET rev = rev + 1, turn_no = ? WHERE id = ?');
    this.#end = prepare('UPDATE calls SET ended_at_ms = ?, outcome = ? WHERE id = ?');
    this.#keepReturn = prepare('UPDATE calls SET return_hashes = ? WHERE id = ?');
    this.#renew = prepare(
      `INSERT INTO hosts VALUES (?, ?) ON CONFLICT (host)
       DO UPDATE SET alive_until_ms = max(alive_until_ms, excluded.alive_until_ms)`,
    );
    this.#aliveUntil = prepare('SELECT alive_until_ms FROM hosts WHERE host = ?');
    this.#openEffects = prepare(`SELECT 1 FROM effects WHERE call = ? AND status = 'intended' LIMIT 1`);
    this.#orphans = prepare(
      `SELECT call_id AS callId, c.host AS host, epoch, ended_at_ms IS NOT NULL AS ended
       FROM (SELECT * FROM calls WHERE ended_at_ms IS NULL
             UNION ALL
             SELECT * FROM calls WHERE ended_at_ms IS NOT NULL
               AND id IN (SELECT call FROM effects WHERE status = 'intended')) AS c
       LEFT JOIN hosts AS h ON h.host = c.host
       WHERE released = 1 OR coalesce(alive_until_ms, 0) <= ?
       ORDER BY created_at_ms, id LIMIT ?`,
    );
  }

  create(call: NewCall): Claim {
    const { callId, host, agent, createdAtMs, hostAliveUntilMs, returnHashes } = call;
    const row = this.find(callId);
    this.renew(host, hostAliveUntilMs);
    if (row !== undefined) return claimOf(row);
    const hashes = returnHashes === undefined ? null : JSON.stringify(returnHashes);
    this.#insert.run(callId, host, agent, createdAtMs, hashes);
    return { callId, host, epoch: 1, rev: 0 };
  }

  claim(request: ClaimRequest): Claim | undefined {
    const { callId, host, seenEpoch, claimId } = request;
    const row = this.get(callId);
    const mine = row.epoch === seenEpoch + 1 && row.host === host && row.claim_id === claimId;
    if (!mine && !this.#mayClaim(row, request)) return undefined;
    this.renew(host, request.hostAliveUntilMs);
    if (mine) return claimOf(row);
    this.#take.run(host, claimId, row.id);
    return { callId, host, epoch: row.epoch + 1, rev: row.rev };
  }

  release(claim: Claim): void {
    const row = this.fenced(claim);
    if (row.ended_at_ms === null) this.#release.run(row.id);
  }

  keepReturn(claim: Claim, hashes: readonly string[]): void {
    const row = this.fenced(claim);
    this.requireOpen(row);
    this.#keepReturn.run(JSON.stringify(hashes), row.id);
  }

  renew(host: string, aliveUntilMs: number): void {
    this.#renew.run(host, aliveUntilMs);
  }

  orphans(nowMs: number, limit: number): OrphanedCall[] {
    return this.#orphans.all(nowMs, limit).map((row) => ({
      callId: String(row['callId']),
      host: String(row['host']),
      epoch: Number(row['epoch']),
      ended: row['ended'] === 1,
    }));
  }

  /** One turn more. */
  advance(row: CallRow, turnNo: number): number {
    this.#advance.run(turnNo, row.id);
    return row.rev + 1;
  }

  end(claim: Claim, endedAtMs: number, outcome: string): void {
    const row = this.fenced(claim);
    if (row.outcome === outcome) return;
    this.requireOpen(row);
    this.#end.run(endedAtMs, outcome, row.id);
  }

  find(callId: string): CallRow | undefined {
    return this.#find.get(callId) as CallRow | undefined;
  }

  get(callId: string): CallRow {
    const row = this.find(callId);
    if (row === undefined) throw new AntiphonError('STORE_CALL_UNKNOWN', `there is no call ${callId}`);
    return row;
  }

  /** The call, where the claim is of its newest epoch. */
  fenced(claim: Claim): CallRow {
    const row = this.get(claim.callId);
    if (row.host === claim.host && row.epoch === claim.epoch) return row;
    throw new AntiphonError(
      'STORE_FENCED',
      `call ${claim.callId} is in epoch ${row.epoch}, and this claim is of epoch ${claim.epoch}`,
    );
  }

  /** For whoever wants to add something: the call goes on, and its owner has not let go of it. */
  requireOpen(row: CallRow): void {
    if (row.ended_at_ms !== null) throw new AntiphonError('STORE_CALL_ENDED', `call ${row.call_id} is over`);
    if (row.released === 1) {
      throw new AntiphonError('STORE_FENCED', `call ${row.call_id} was let go of in epoch ${row.epoch}`);
    }
  }

  #mayClaim(row: CallRow, { why, seenEpoch, nowMs }: ClaimRequest): boolean {
    if (row.epoch !== seenEpoch) return false;
    const released = row.released === 1;
    if (row.ended_at_ms !== null && (why !== 'dead' || this.#openEffects.get(row.id) === undefined)) {
      return false;
    }
    if (why === 'reconnect' || released) return true;
    return why === 'dead' && Number(this.#aliveUntil.get(row.host)?.['alive_until_ms'] ?? 0) <= nowMs;
  }
}

export function claimOf({ call_id: callId, host, epoch, rev }: CallRow): Claim {
  return { callId, host, epoch, rev };
}
