/**
 * Calls kept in memory, by the letter of the contract: for tests, and for the simulator.
 *
 * The truth is a `CallMemory`; each store on it is like a process that opened the same database. Nothing
 * survives the process, so nothing that is promised across a crash is promised here.
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
  OrphanedCall,
  StoreHealth,
  StoredCall,
  StoredEffect,
  TurnRecord,
} from '../contracts/call-store.ts';
import { AntiphonError, describeThrown, type ErrorCode } from '../errors/antiphon-error.ts';

interface KeptEffect {
  intent: EffectIntent;
  /** Whose `begin` was last answered with `run`. */
  attempt: { epoch: number; attemptId: string };
  outcome: StoredEffect['outcome'];
}

interface KeptCall {
  claim: Claim;
  claimId: string | undefined;
  released: boolean;
  agent: string;
  createdAtMs: number;
  turns: { turn: TurnRecord; rev: number }[];
  effects: Map<string, KeptEffect>;
  returnHashes: readonly string[] | undefined;
  outcome: CallOutcome | undefined;
  redacted: boolean;
}

/** What several stores share. */
export class CallMemory {
  readonly calls = new Map<string, KeptCall>();
  readonly hosts = new Map<string, number>();
}

export class MemoryCallStore implements CallStore {
  readonly #calls: CallMemory['calls'];
  readonly #hosts: CallMemory['hosts'];
  #closed = false;

  constructor(memory: CallMemory = new CallMemory()) {
    this.#calls = memory.calls;
    this.#hosts = memory.hosts;
  }

  async create(call: NewCall): Promise<Claim> {
    this.#open();
    const { callId, host, agent, createdAtMs, hostAliveUntilMs, returnHashes } = call;
    requireId('callId', callId);
    requireId('host', host);
    requireId('agent', agent);
    if (returnHashes !== undefined) requireHashes(returnHashes);
    this.#renew(host, hostAliveUntilMs);
    const found = this.#calls.get(callId);
    if (found !== undefined) return { ...found.claim };
    const claim = { callId, host, epoch: 1, rev: 0 };
    this.#calls.set(callId, {
      claim,
      claimId: undefined,
      released: false,
      agent,
      createdAtMs,
      turns: [],
      effects: new Map(),
      returnHashes: returnHashes === undefined ? undefined : [...returnHashes],
      outcome: undefined,
      redacted: false,
    });
    return { ...claim };
  }

  async claim(request: ClaimRequest): Promise<Claim | undefined> {
    this.#open();
    const { callId, host, seenEpoch, claimId } = request;
    requireId('host', host);
    requireId('claimId', claimId);
    const call = this.#get(callId);
    const { epoch, rev } = call.claim;
    const mine = epoch === seenEpoch + 1 && call.claim.host === host && call.claimId === claimId;
    if (!mine && !this.#mayClaim(call, request)) return undefined;
    this.#renew(host, request.hostAliveUntilMs);
    if (mine) return { ...call.claim };
    call.claim = { callId, host, epoch: epoch + 1, rev };
    call.claimId = claimId;
    call.released = false;
    return { ...call.claim };
  }

  async release(claim: Claim): Promise<void> {
    const call = this.#fenced(claim);
    if (call.outcome === undefined) call.released = true;
  }

  async renew(host: string, aliveUntilMs: number): Promise<void> {
    this.#open();
    requireId('host', host);
    this.#renew(host, aliveUntilMs);
  }

  async orphans(nowMs: number, limit: number): Promise<readonly OrphanedCall[]> {
    this.#open();
    requireLimit(limit);
    return [...this.#calls.values()]
      .filter((call) => call.outcome === undefined || hasOpenEffects(call))
      .filter((call) => call.released || this.#dead(call, nowMs))
      .sort((a, b) => a.createdAtMs - b.createdAtMs)
      .slice(0, limit)
      .map(({ claim: { callId, host, epoch }, outcome }) => {
        return { callId, host, epoch, ended: outcome !== undefined };
      });
  }

  async keepReturn(claim: Claim, hashes: readonly string[]): Promise<void> {
    requireHashes(hashes);
    const call = this.#fenced(claim);
    requireOpen(call);
    call.returnHashes = [...hashes];
  }

  async commit(claim: Claim, turn: TurnRecord): Promise<number> {
    const { turnNo, turnId } = turn;
    const kept = jsonCopy(turn);
    requireId('turnId', turnId);
    const call = this.#fenced(claim);
    const stored = call.turns.find((entry) => entry.turn.turnNo === turnNo);
    if (stored !== undefined && same(stored.turn, kept)) return stored.rev;
    requireOpen(call);
    const last = call.turns.at(-1)?.turn.turnNo ?? -1;
    const known = call.turns.some((entry) => entry.turn.turnId === turnId);
    if (stored !== undefined || call.claim.rev !== claim.rev || turnNo <= last || known) {
      throw refuse(
        'STORE_CONFLICT',
        `call ${claim.callId}, turn ${turnNo}: it does not follow what is stored`,
      );
    }
    call.claim.rev += 1;
    call.turns.push({ turn: kept, rev: call.claim.rev });
    return call.claim.rev;
  }

  async load(callId: string): Promise<StoredCall> {
    this.#open();
    const call = this.#get(callId);
    const { claim, agent, createdAtMs, returnHashes, outcome } = call;
    return jsonCopy({
      claim,
      agent,
      createdAtMs,
      turns: call.turns.map(({ turn }) => turn),
      effects: [...call.effects.values()].map(({ intent, outcome }) => ({ intent, outcome })),
      ...(returnHashes === undefined ? {} : { returnHashes }),
      ...(outcome === undefined ? {} : { outcome }),
    });
  }

  async begin(claim: Claim, intent: EffectIntent): Promise<BeginAnswer> {
    const kept = jsonCopy(intent);
    requireId('effectId', intent.effectId);
    requireId('attemptId', intent.attemptId);
    const call = this.#fenced(claim);
    const attempt = { epoch: claim.epoch, attemptId: intent.attemptId };
    const found = call.effects.get(intent.effectId);
    if (found === undefined) {
      requireOpen(call);
      call.effects.set(intent.effectId, { intent: kept, attempt, outcome: { status: 'intended' } });
      return 'run';
    }
    if (!same(identityOf(found.intent), identityOf(kept))) {
      throw refuse('STORE_CONFLICT', `effect ${intent.effectId}: stored with another tool, key or arguments`);
    }
    const { outcome } = found;
    if (outcome.status === 'done' || outcome.status === 'failed') return { result: jsonCopy(outcome) };
    if (outcome.status === 'unknown') return 'unknown';
    if (same(found.attempt, attempt)) return 'run';
    if (call.released) requireOpen(call);
    if (found.intent.effect !== 'read' && found.intent.idempotencyKey === undefined) {
      found.outcome = { status: 'unknown', reason: 'it had begun, and was begun again without an outcome' };
      return 'unknown';
    }
    found.attempt = attempt;
    return 'run';
  }

  async complete(claim: Claim, effectId: string, outcome: EffectOutcome): Promise<void> {
    const kept = jsonCopy(outcome);
    const call = this.#fenced(claim);
    const effect = call.effects.get(effectId);
    if (effect === undefined) throw refuse('STORE_CONFLICT', `effect ${effectId} was never begun`);
    if (same(effect.outcome, kept)) return;
    const { status } = effect.outcome;
    if (status === 'done' || status === 'failed') {
      throw refuse('STORE_CONFLICT', `effect ${effectId} is ${status} already`);
    }
    effect.outcome = kept;
    call.redacted = false;
  }

  async end(claim: Claim, outcome: CallOutcome): Promise<void> {
    const kept = jsonCopy(outcome);
    const call = this.#fenced(claim);
    if (same(call.outcome, kept)) return;
    requireOpen(call);
    call.outcome = kept;
  }

  async unredacted(limit: number): Promise<readonly string[]> {
    this.#open();
    requireLimit(limit);
    return [...this.#calls.values()]
      .filter((call) => call.outcome !== undefined && !call.redacted && !hasOpenEffects(call))
      .sort((one, other) => one.outcome!.endedAtMs - other.outcome!.endedAtMs)
      .slice(0, limit)
      .map(({ claim }) => claim.callId);
  }

  async redact(copy: StoredCall): Promise<void> {
    this.#open();
    const { claim, turns, effects, outcome } = jsonCopy(copy);
    const call = this.#get(claim.callId);
    const turnsOf = (all: readonly TurnRecord[]) => all.map(({ turnNo, turnId }) => [turnNo, turnId]);
    const effectsOf = (all: readonly Pick<StoredEffect, 'intent' | 'outcome'>[]) =>
      all.map(({ intent, outcome: ended }) => [intent.effectId, ended.status]);
    const kept = [...call.effects.values()];
    const isSame =
      same(turnsOf(call.turns.map(({ turn }) => turn)), turnsOf(turns)) &&
      same(effectsOf(kept), effectsOf(effects));
    if (outcome === undefined || call.outcome === undefined || hasOpenEffects(call) || !isSame) {
      throw refuse('STORE_CONFLICT', `call ${claim.callId} is not the one that was loaded`);
    }
    call.turns = call.turns.map(({ rev }, index) => ({ rev, turn: turns[index]! }));
    for (const [index, effect] of kept.entries()) Object.assign(effect, effects[index]!);
    call.outcome = { ...outcome, endedAtMs: call.outcome.endedAtMs };
    call.redacted = true;
  }

  async forget(endedBeforeMs: number, limit: number): Promise<number> {
    this.#open();
    requireLimit(limit);
    const over = [...this.#calls]
      .filter(([, call]) => (call.outcome?.endedAtMs ?? Infinity) < endedBeforeMs && !hasOpenEffects(call))
      .slice(0, limit);
    for (const [callId] of over) this.#calls.delete(callId);
    return over.length;
  }

  health(): StoreHealth {
    return this.#closed
      ? { state: 'failing', reason: 'the store is closed', waiting: 0 }
      : { state: 'good', reason: '', waiting: 0 };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
  }

  #open(): void {
    if (this.#closed) throw refuse('STORE_CLOSED', 'the store is closed');
  }

  #get(callId: string): KeptCall {
    const call = this.#calls.get(callId);
    if (call === undefined) throw refuse('STORE_CALL_UNKNOWN', `there is no call ${callId}`);
    return call;
  }

  #fenced(claim: Claim): KeptCall {
    this.#open();
    const call = this.#get(claim.callId);
    if (call.claim.host === claim.host && call.claim.epoch === claim.epoch) return call;
    throw refuse('STORE_FENCED', `call ${claim.callId} is in epoch ${call.claim.epoch}`);
  }

  #renew(host: string, aliveUntilMs: number): void {
    this.#hosts.set(host, Math.max(this.#hosts.get(host) ?? 0, aliveUntilMs));
  }

  #dead(call: KeptCall, nowMs: number): boolean {
    return (this.#hosts.get(call.claim.host) ?? 0) <= nowMs;
  }

  #mayClaim(call: KeptCall, { why, seenEpoch, nowMs }: ClaimRequest): boolean {
    if (call.claim.epoch !== seenEpoch) return false;
    if (call.outcome !== undefined && (why !== 'dead' || !hasOpenEffects(call))) return false;
    return why === 'reconnect' || call.released || (why === 'dead' && this.#dead(call, nowMs));
  }
}

function hasOpenEffects(call: KeptCall): boolean {
  return [...call.effects.values()].some(({ outcome }) => outcome.status === 'intended');
}

function requireOpen(call: KeptCall): void {
  const { callId } = call.claim;
  if (call.outcome !== undefined) throw refuse('STORE_CALL_ENDED', `call ${callId} is over`);
  if (call.released) throw refuse('STORE_FENCED', `call ${callId} was let go of`);
}

function identityOf({ tool, effect, argumentsHash, idempotencyKey }: EffectIntent): unknown[] {
  return [tool, effect, argumentsHash, idempotencyKey];
}

function requireId(what: string, id: string): void {
  if (typeof id === 'string' && id.length > 0 && id.length <= 512) return;
  throw refuse('STORE_RECORD_INVALID', `${what}: an id has 1 to 512 characters`);
}

function requireHashes(hashes: readonly string[]): void {
  if (hashes.length > 2) throw refuse('STORE_RECORD_INVALID', 'hashes: there are at most 2');
  for (const hash of hashes) requireId('a hash', hash);
}

function requireLimit(limit: number): void {
  if (!(limit >= 1 && limit <= 1000)) throw refuse('STORE_RECORD_INVALID', 'limit: it must be 1 to 1000');
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What a database would give back: the same values, nobody else's objects. */
function jsonCopy<Value>(value: Value): Value {
  try {
    return JSON.parse(JSON.stringify(value)) as Value;
  } catch (thrown) {
    throw refuse('STORE_RECORD_INVALID', describeThrown(thrown));
  }
}

function refuse(code: ErrorCode, message: string): AntiphonError {
  return new AntiphonError(code, message);
}
