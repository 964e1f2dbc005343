/**
 * The truth about calls, kept where a crash cannot reach it.
 *
 *   create ─▶ claim ─▶ commit, commit, commit ─▶ end          who holds the claim of the newest epoch writes;
 *                └▶ begin ─▶ (the effect) ─▶ complete          everybody else is refused
 *
 * A turn is acknowledged when `commit` resolves. Whoever got no answer sends the same request again: a write
 * that timed out is not a write that failed, and every method may be repeated. No decision here rests on a
 * clock: expiry only says which calls to look at, the epoch says who may write. Records are JSON values.
 */
import type { Clock } from '../clock/clock.ts';
import type { Effect, Message } from './conversation.ts';
import type { StoredMemory } from './memory.ts';

/** The right of one host to write one call. A newer epoch fences an older one. */
export interface Claim {
  callId: string;
  /** One life of one process: a host that restarts takes a new name. */
  host: string;
  /** From 1; each claim adds 1. */
  epoch: number;
  /** Turns committed so far. Whoever commits goes on with the number that `commit` returned. */
  rev: number;
}

export interface NewCall {
  callId: string;
  host: string;
  /** The agent that answers. */
  agent: string;
  /** Milliseconds since 1970. */
  createdAtMs: number;
  /** The host counts as alive until then, in milliseconds since 1970; `renew` moves it on. */
  hostAliveUntilMs: number;
  /** As `keepReturn` would set them. Default: nobody may come back after a crash. */
  returnHashes?: readonly string[];
}

export type ClaimReason = 'reconnect' | 'dead' | 'drain';

export interface ClaimRequest {
  callId: string;
  host: string;
  /**
   * `reconnect`: the caller's media is here, whoever holds the call. `dead`: only where the owner's time has
   * run out or it let go. `drain`: only where it let go.
   */
  why: ClaimReason;
  /** The epoch this host has seen: where another has claimed since, this claim is lost. */
  seenEpoch: number;
  /** Drawn by who claims: a claim that timed out is sent again with the same one. */
  claimId: string;
  /** Milliseconds since 1970: what `dead` is judged by. */
  nowMs: number;
  hostAliveUntilMs: number;
}

/** What a call must not forget, as of the end of a turn. */
export interface Checkpoint {
  /** Who speaks next. */
  agent: string;
  /** As the call remembered them. */
  slots: Readonly<Record<string, unknown>>;
  /** Absent in records from before memory was kept. */
  memory?: StoredMemory;
  /** Questions that stand, with the arguments they are bound to. */
  consents: readonly OpenConsent[];
  /** The ledger of tokens and audio, as its keeper wrote it. */
  cost: Readonly<Record<string, unknown>>;
  /** Where the last reply was cut, if it was. */
  cut?: { heardText: string; unheardText: string };
}

export interface OpenConsent {
  toolCallId: string;
  tool: string;
  effect: Effect;
  arguments: unknown;
  question: string;
}

export interface TurnRecord {
  /** Above that of the turn before; a turn of which nothing was heard leaves a gap. */
  turnNo: number;
  /** Drawn once per turn: the same turn sent again is one turn. */
  turnId: string;
  /** What the history gained: heard words only. */
  messages: readonly Message[];
  /** Replaces the one of the turn before. */
  checkpoint: Checkpoint;
}

/** Stored before the effect leaves. */
export interface EffectIntent {
  /** Unique in its call, and the same after a crash. */
  effectId: string;
  /** Drawn by who begins: a `begin` that timed out is sent again with the same one, and gets the same answer. */
  attemptId: string;
  turnId: string;
  tool: string;
  effect: Effect;
  /** What it was begun with: whoever repeats it under its key needs them. */
  arguments: unknown;
  argumentsHash: string;
  /** Only where the tool honours it: such an effect may run again after a crash. A `read` needs none. */
  idempotencyKey?: string;
  consentId?: string;
}

export type EffectResult =
  { status: 'done'; value: unknown } | { status: 'failed'; code: string; message: string };

/** `unknown`: it began, and nobody can say how it ended. A later `done` or `failed` replaces it; those two are final. */
export type EffectOutcome = EffectResult | { status: 'unknown'; reason: string };

/** What may be done with an intended effect: run it, tell the caller that it is unknown, or tell what it gave. */
export type BeginAnswer = 'run' | 'unknown' | { result: EffectResult };

export interface StoredEffect {
  intent: EffectIntent;
  outcome: EffectOutcome | { status: 'intended' };
}

/** How a call ended: exactly one per call. */
export interface CallOutcome {
  reason: string;
  detail: string;
  /** Milliseconds since 1970. */
  endedAtMs: number;
}

/** All that is known of a call. */
export interface StoredCall {
  /** Who holds it. */
  claim: Claim;
  agent: string;
  createdAtMs: number;
  /** In the order of their numbers. */
  turns: readonly TurnRecord[];
  /** In the order they were begun. */
  effects: readonly StoredEffect[];
  /** Of the tokens that take this call up again; absent where there are none. */
  returnHashes?: readonly string[];
  outcome?: CallOutcome;
}

/** A call without an owner: to be claimed as `dead`. */
export interface OrphanedCall {
  callId: string;
  host: string;
  epoch: number;
  /** It is over, and only effects without an outcome are left. */
  ended: boolean;
}

export interface StoreHealth {
  /**
   * `good`: take calls. `slow`: live calls go on, new ones should wait. `failing`: what is written now may not
   * be kept; live calls talk on, turns are held back and sent again, effects wait or are refused aloud.
   */
  state: 'good' | 'slow' | 'failing';
  /** For people; empty when good. */
  reason: string;
  /** Requests that have no answer yet. */
  waiting: number;
}

/**
 * Every method rejects with an AntiphonError: STORE_FENCED, STORE_CALL_UNKNOWN, STORE_CALL_ENDED,
 * STORE_CONFLICT and STORE_RECORD_INVALID are answers; the retryable ones (STORE_TIMEOUT, STORE_BUSY,
 * STORE_OVERLOADED, STORE_FULL, STORE_FAILED) say that it may work a moment later, with the same ids.
 */
export interface CallStore extends AsyncDisposable {
  /** A repeated webhook gets the call that exists: who is not its `host` does not hold it. */
  create(call: NewCall): Promise<Claim>;
  /** Epoch + 1, or undefined where somebody else holds the call or it is over. */
  claim(request: ClaimRequest): Promise<Claim | undefined>;
  /** The owner lets go at a turn boundary: from now on the call may be claimed as `drain` or `dead`. */
  release(claim: Claim): Promise<void>;
  /** Says that a host lives. Never moves its time back. */
  renew(host: string, aliveUntilMs: number): Promise<void>;
  /** Calls whose owner's time has run out at `nowMs`, or that were let go; oldest first. @param limit 1 to 1,000. */
  orphans(nowMs: number, limit: number): Promise<readonly OrphanedCall[]>;
  /** Whoever shows a token of these hashes may take the call up again. Replaces those before. @param hashes At most 2. */
  keepReturn(claim: Claim, hashes: readonly string[]): Promise<void>;
  /** Fenced by host, epoch and rev; idempotent by turnNo and turnId. @returns the new rev. */
  commit(claim: Claim, turn: TurnRecord): Promise<number>;
  load(callId: string): Promise<StoredCall>;
  /** Stores the intent. After a crash: `run` where it may be repeated, `unknown` where it may not. */
  begin(claim: Claim, intent: EffectIntent): Promise<BeginAnswer>;
  /** Also after `end`: an effect outlives its call. */
  complete(claim: Claim, effectId: string, outcome: EffectOutcome): Promise<void>;
  end(claim: Claim, outcome: CallOutcome): Promise<void>;
  /**
   * Calls that are over and have no effect without an outcome, whose words stand as they were said; those that ended
   * first come first. @param limit 1 to 1,000.
   */
  unredacted(limit: number): Promise<readonly string[]>;
  /**
   * Puts a copy of such a call in its place, in which words and arguments may be others: its turns, its effects and how
   * they ended are the same. An outcome that comes in behind it makes the call unredacted again.
   * @throws AntiphonError STORE_CONFLICT where the call goes on, or is not the one that was loaded any more.
   */
  redact(call: StoredCall): Promise<void>;
  /** Removes calls that ended before then and have no effect without an outcome. @returns how many, at most `limit`. */
  forget(endedBeforeMs: number, limit: number): Promise<number>;
  /** What admission asks before it takes a call. Never waits. */
  health(): StoreHealth;
}

/** A store that whoever serves opens, and closes at its end. @throws AntiphonError STORE_* */
export type OpenCallStore = (options: { clock: Clock }) => Promise<CallStore>;
