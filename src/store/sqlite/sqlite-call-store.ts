/**
 * Calls kept in one SQLite file, for one machine; several processes may share it.
 *
 *   loop: check, to text ──▶ bounded queue ──▶ writer thread: one transaction per batch, one sync ──▶ answers
 *
 * The loop never touches the file. What waits is bounded and so is each wait; while one batch syncs, the next
 * gathers, so the busier the house, the more turns share a sync.
 */
import type {
  BeginAnswer,
  CallOutcome,
  CallStore,
  Claim,
  ClaimRequest,
  EffectIntent,
  EffectOutcome,
  NewCall,
  OpenCallStore,
  OrphanedCall,
  StoreHealth,
  StoredCall,
  TurnRecord,
} from '../../contracts/call-store.ts';
import { openQueue, storeDefaults, type SqliteStoreOptions } from './open-queue.ts';
import {
  fromBegun,
  fromLoaded,
  plainCall,
  plainClaim,
  plainHashes,
  plainRequest,
  requireId,
  requireNumber,
  requireTime,
  toIntentRow,
  toRedactedRows,
  toText,
  unitsOf,
} from './records.ts';
import type { RequestQueue } from './request-queue.ts';
import type { BegunRow, LoadedRows, StoreRequest } from './wire.ts';

export interface SqliteCallStoreOptions extends SqliteStoreOptions {
  /** Of one record. Default 1 Mi characters. */
  recordUnitsMax?: number;
}

const recordUnitsDefault = 1024 * 1024;

/** The store in this file, to be opened and closed by whoever serves: `serve(agent, { store: sqlite('calls.db') })`. */
export function sqlite(
  file: string,
  options: Omit<SqliteCallStoreOptions, 'file' | 'clock'> = {},
): OpenCallStore {
  return ({ clock }) => openSqliteCallStore({ ...options, file, clock });
}

/** @throws AntiphonError STORE_CORRUPT, STORE_VERSION_UNSUPPORTED, STORE_BUSY, STORE_TIMEOUT, STORE_FAILED */
export async function openSqliteCallStore(options: SqliteCallStoreOptions): Promise<SqliteCallStore> {
  const { recordUnitsMax = recordUnitsDefault, openMaxMs = storeDefaults.openMaxMs } = options;
  return new SqliteCallStore(await openQueue('calls', options), recordUnitsMax, openMaxMs);
}

export class SqliteCallStore implements CallStore {
  readonly #queue: RequestQueue;
  readonly #recordUnitsMax: number;
  readonly #closeMaxMs: number;

  /** `openSqliteCallStore` makes it. */
  constructor(queue: RequestQueue, recordUnitsMax: number, closeMaxMs: number) {
    this.#queue = queue;
    this.#recordUnitsMax = recordUnitsMax;
    this.#closeMaxMs = closeMaxMs;
  }

  async create(call: NewCall): Promise<Claim> {
    return (await this.#send({ type: 'create', call: plainCall(call) })) as Claim;
  }

  async claim(request: ClaimRequest): Promise<Claim | undefined> {
    return (await this.#send({ type: 'claim', request: plainRequest(request) })) as Claim | undefined;
  }

  async release(claim: Claim): Promise<void> {
    await this.#send({ type: 'release', claim: plainClaim(claim) });
  }

  async renew(host: string, aliveUntilMs: number): Promise<void> {
    requireId('host', host);
    requireTime('aliveUntilMs', aliveUntilMs);
    await this.#send({ type: 'renew', host, aliveUntilMs });
  }

  async orphans(nowMs: number, limit: number): Promise<readonly OrphanedCall[]> {
    requireTime('nowMs', nowMs);
    requireNumber('limit', limit, 1, 1000);
    return (await this.#send({ type: 'orphans', nowMs, limit })) as OrphanedCall[];
  }

  async keepReturn(claim: Claim, hashes: readonly string[]): Promise<void> {
    await this.#send({ type: 'keep-return', claim: plainClaim(claim), hashes: plainHashes(hashes) });
  }

  async commit(claim: Claim, turn: TurnRecord): Promise<number> {
    const { turnNo, turnId } = turn;
    requireNumber('turnNo', turnNo, 0, Number.MAX_SAFE_INTEGER);
    requireId('turnId', turnId);
    const record = toText(`turn ${turnNo}`, turn, this.#recordUnitsMax);
    const request = { type: 'commit', claim: plainClaim(claim), turnNo, turnId, record } as const;
    return (await this.#send(request, record.length)) as number;
  }

  async load(callId: string): Promise<StoredCall> {
    requireId('callId', callId);
    return fromLoaded((await this.#send({ type: 'load', callId })) as LoadedRows);
  }

  async begin(claim: Claim, intent: EffectIntent): Promise<BeginAnswer> {
    const row = toIntentRow(intent, this.#recordUnitsMax);
    const request = { type: 'begin', claim: plainClaim(claim), intent: row } as const;
    return fromBegun((await this.#send(request, row.record.length)) as BegunRow);
  }

  async complete(claim: Claim, effectId: string, outcome: EffectOutcome): Promise<void> {
    const text = toText(`effect ${effectId}`, outcome, this.#recordUnitsMax);
    requireId('effectId', effectId);
    const { status } = outcome;
    const fenced = plainClaim(claim);
    await this.#send({ type: 'complete', claim: fenced, effectId, status, outcome: text }, text.length);
  }

  async end(claim: Claim, outcome: CallOutcome): Promise<void> {
    const text = toText('the outcome', outcome, this.#recordUnitsMax);
    const { endedAtMs } = outcome;
    requireTime('endedAtMs', endedAtMs);
    await this.#send({ type: 'end', claim: plainClaim(claim), endedAtMs, outcome: text }, text.length);
  }

  async unredacted(limit: number): Promise<readonly string[]> {
    requireNumber('limit', limit, 1, 1000);
    return (await this.#send({ type: 'unredacted', limit })) as string[];
  }

  async redact(call: StoredCall): Promise<void> {
    const rows = toRedactedRows(call, this.#recordUnitsMax);
    await this.#send({ type: 'redact', call: rows }, unitsOf(rows));
  }

  async forget(endedBeforeMs: number, limit: number): Promise<number> {
    requireTime('endedBeforeMs', endedBeforeMs);
    requireNumber('limit', limit, 1, 1000);
    return (await this.#send({ type: 'forget', endedBeforeMs, limit })) as number;
  }

  health(): StoreHealth {
    return this.#queue.health();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.close(this.#closeMaxMs);
  }

  #send(request: StoreRequest, units = 0): Promise<unknown> {
    return this.#queue.send(request, units);
  }
}
