/** What the stories about call stores share: a call, a turn, an effect, and what a refusal looks like. */
import assert from 'node:assert/strict';
import type {
  CallOutcome,
  ClaimRequest,
  CallStore,
  Claim,
  EffectIntent,
  NewCall,
  TurnRecord,
} from '../../contracts/call-store.ts';
import { AntiphonError, type ErrorCode } from '../../errors/antiphon-error.ts';

export interface CallStoreHarness extends AsyncDisposable {
  store: CallStore;
  /** What another process would see that opened the same calls. The harness disposes of it. */
  another(): Promise<CallStore>;
}

export interface CallStoreStory {
  name: string;
  tell(harness: CallStoreHarness): Promise<void>;
}

/** The hosts of these stories are alive until then, unless a story says otherwise. */
export const aliveUntilMs = 10_000;

export function newCall(callId: string, host: string, changes: Partial<NewCall> = {}): NewCall {
  return { callId, host, agent: 'desk', createdAtMs: 1000, hostAliveUntilMs: aliveUntilMs, ...changes };
}

export function turnRecord(turnNo: number, text = `turn ${turnNo}`): TurnRecord {
  return {
    turnNo,
    turnId: `turn-${turnNo}`,
    messages: [
      { role: 'user', text },
      { role: 'assistant', text: `heard: ${text}`, interrupted: true },
    ],
    checkpoint: {
      agent: 'desk',
      slots: { order: turnNo },
      consents: [],
      cost: { inputTokens: turnNo },
      cut: { heardText: 'heard', unheardText: 'not heard' },
    },
  };
}

export function intentOf(effectId: string, changes: Partial<EffectIntent> = {}): EffectIntent {
  return {
    effectId,
    attemptId: `${effectId}-first`,
    turnId: 'turn-0',
    tool: 'cancelOrder',
    effect: 'irreversible',
    arguments: { order: 5 },
    argumentsHash: 'hash',
    ...changes,
  };
}

export function takeOver(claim: Claim, host: string, changes: Partial<ClaimRequest> = {}): ClaimRequest {
  return {
    callId: claim.callId,
    host,
    why: 'reconnect',
    seenEpoch: claim.epoch,
    claimId: `${host} takes ${claim.epoch}`,
    nowMs: 5000,
    hostAliveUntilMs: aliveUntilMs,
    ...changes,
  };
}

export const over: CallOutcome = { reason: 'caller-hung-up', detail: '', endedAtMs: 7000 };

/** Commits one turn after the other and returns the claim as it is then. */
export async function commitAll(store: CallStore, claim: Claim, ...turns: TurnRecord[]): Promise<Claim> {
  let { rev } = claim;
  for (const turn of turns) rev = await store.commit({ ...claim, rev }, turn);
  return { ...claim, rev };
}

export async function refused(code: ErrorCode, request: Promise<unknown>): Promise<void> {
  await assert.rejects(request, (thrown) => {
    assert.ok(AntiphonError.is(thrown), `not an AntiphonError: ${String(thrown)}`);
    assert.equal(thrown.code, code);
    return true;
  });
}
