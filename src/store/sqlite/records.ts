/** Between what the contract speaks of and what the wire carries: values to JSON text, checked, and back. */
import type {
  BeginAnswer,
  CallOutcome,
  Claim,
  ClaimRequest,
  EffectIntent,
  EffectOutcome,
  EffectResult,
  NewCall,
  StoredCall,
  StoredEffect,
  TurnRecord,
} from '../../contracts/call-store.ts';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import type { BegunRow, IntentRow, LoadedRows, RedactedRows } from './wire.ts';

/** @throws AntiphonError STORE_RECORD_INVALID */
export function toText(what: string, value: unknown, unitsMax: number): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (thrown) {
    throw invalid(what, describeThrown(thrown));
  }
  if (text === undefined) throw invalid(what, 'it is no JSON value');
  if (text.length > unitsMax) throw invalid(what, `it has ${text.length} characters of at most ${unitsMax}`);
  return text;
}

/** @throws AntiphonError STORE_RECORD_INVALID */
export function requireId(what: string, id: string): void {
  if (typeof id !== 'string' || id.length === 0 || id.length > 512) {
    throw invalid(what, 'an id has 1 to 512 characters');
  }
}

/** @throws AntiphonError STORE_RECORD_INVALID */
export function requireNumber(what: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max)) throw invalid(what, `it must be ${min} to ${max}`);
}

/** Exactly the fields of a claim, of their types: what else is on the object does not cross to the thread. */
export function plainClaim({ callId, host, epoch, rev }: Claim): Claim {
  requireId('callId', callId);
  requireId('host', host);
  requireNumber('epoch', epoch, 1, Number.MAX_SAFE_INTEGER);
  requireNumber('rev', rev, 0, Number.MAX_SAFE_INTEGER);
  return { callId, host, epoch, rev };
}

export function plainCall(call: NewCall): NewCall {
  const { callId, host, agent, createdAtMs, hostAliveUntilMs, returnHashes } = call;
  requireId('callId', callId);
  requireId('host', host);
  requireId('agent', agent);
  requireTime('createdAtMs', createdAtMs);
  requireTime('hostAliveUntilMs', hostAliveUntilMs);
  return {
    callId,
    host,
    agent,
    createdAtMs,
    hostAliveUntilMs,
    ...(returnHashes === undefined ? {} : { returnHashes: plainHashes(returnHashes) }),
  };
}

export function plainHashes(hashes: readonly string[]): string[] {
  requireNumber('hashes', hashes.length, 0, 2);
  for (const hash of hashes) requireId('a hash', hash);
  return [...hashes];
}

export function plainRequest(request: ClaimRequest): ClaimRequest {
  const { callId, host, why, seenEpoch, claimId, nowMs, hostAliveUntilMs } = request;
  requireId('callId', callId);
  requireId('host', host);
  requireId('claimId', claimId);
  requireNumber('seenEpoch', seenEpoch, 0, Number.MAX_SAFE_INTEGER);
  requireTime('nowMs', nowMs);
  requireTime('hostAliveUntilMs', hostAliveUntilMs);
  return { callId, host, why, seenEpoch, claimId, nowMs, hostAliveUntilMs };
}

/** Milliseconds since 1970. @throws AntiphonError STORE_RECORD_INVALID */
export function requireTime(what: string, timeMs: number): void {
  requireNumber(what, timeMs, 0, Number.MAX_SAFE_INTEGER);
}

export function invalid(what: string, why: string): AntiphonError {
  return new AntiphonError('STORE_RECORD_INVALID', `${what}: ${why}`);
}

export function toIntentRow(intent: EffectIntent, unitsMax: number): IntentRow {
  const { effectId, attemptId, tool, effect, argumentsHash, idempotencyKey } = intent;
  requireId('effectId', effectId);
  requireId('attemptId', attemptId);
  const record = toText(`effect ${effectId}`, intent, unitsMax);
  return { effectId, attemptId, tool, effect, argumentsHash, idempotencyKey: idempotencyKey ?? null, record };
}

export function toRedactedRows(call: StoredCall, unitsMax: number): RedactedRows {
  const { claim, turns, effects, outcome } = call;
  requireId('callId', claim.callId);
  const what = `call ${claim.callId}`;
  if (outcome === undefined) throw new AntiphonError('STORE_CONFLICT', `${what} is not over`);
  return {
    callId: claim.callId,
    turns: turns.map((turn) => {
      const { turnNo, turnId } = turn;
      return { turnNo, turnId, record: toText(`turn ${turnNo}`, turn, unitsMax) };
    }),
    effects: effects.map(({ intent, outcome: ended }) => ({
      intent: toIntentRow(intent, unitsMax),
      status: ended.status,
      outcome: ended.status === 'intended' ? null : toText(`effect ${intent.effectId}`, ended, unitsMax),
    })),
    outcome: toText('the outcome', outcome, unitsMax),
  };
}

export function unitsOf({ turns, effects, outcome }: RedactedRows): number {
  const ofEffects = effects.map(({ intent, outcome: ended }) => intent.record.length + (ended?.length ?? 0));
  return [...turns.map(({ record }) => record.length), ...ofEffects].reduce(
    (sum, units) => sum + units,
    outcome.length,
  );
}

export function fromBegun({ answer, outcome }: BegunRow): BeginAnswer {
  return answer === 'result' ? { result: parse<EffectResult>('an effect', outcome) } : answer;
}

export function fromLoaded(rows: LoadedRows): StoredCall {
  const { claim, agent, createdAtMs } = rows;
  const what = `call ${claim.callId}`;
  const effects = rows.effects.map(({ intent, outcome }): StoredEffect => ({
    intent: parse<EffectIntent>(what, intent),
    outcome: outcome === null ? { status: 'intended' } : parse<EffectOutcome>(what, outcome),
  }));
  return {
    claim,
    agent,
    createdAtMs,
    turns: rows.turns.map((record) => parse<TurnRecord>(what, record)),
    effects,
    ...(rows.returnHashes === null ? {} : { returnHashes: parse<string[]>(what, rows.returnHashes) }),
    ...(rows.outcome === null ? {} : { outcome: parse<CallOutcome>(what, rows.outcome) }),
  };
}

function parse<Value>(what: string, text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (thrown) {
    // Without the cause: the parser quotes what it read, and that is what somebody said.
    if (thrown instanceof SyntaxError) {
      throw new AntiphonError('STORE_CORRUPT', `${what}: a stored record is not JSON`);
    }
    throw thrown;
  }
}
