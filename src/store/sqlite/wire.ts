/** What crosses between the loop and the writer thread: requests in batches, answers in batches. Records are JSON text already. */
import type { Claim, ClaimRequest, NewCall } from '../../contracts/call-store.ts';
import type { ErrorCode } from '../../errors/antiphon-error.ts';

export type StoreRequest = CallRequest | CallerRequest;

export type CallRequest =
  | { type: 'create'; call: NewCall }
  | { type: 'claim'; request: ClaimRequest }
  | { type: 'release'; claim: Claim }
  | { type: 'keep-return'; claim: Claim; hashes: readonly string[] }
  | { type: 'renew'; host: string; aliveUntilMs: number }
  | { type: 'orphans'; nowMs: number; limit: number }
  | { type: 'commit'; claim: Claim; turnNo: number; turnId: string; record: string }
  | { type: 'load'; callId: string }
  | { type: 'begin'; claim: Claim; intent: IntentRow }
  | { type: 'complete'; claim: Claim; effectId: string; status: EffectStatus; outcome: string }
  | { type: 'end'; claim: Claim; endedAtMs: number; outcome: string }
  | { type: 'unredacted'; limit: number }
  | { type: 'redact'; call: RedactedRows }
  | { type: 'forget'; endedBeforeMs: number; limit: number };

export type CallerRequest =
  | { type: 'caller-load'; callerId: string }
  | { type: 'caller-remember'; callerId: string; notes: NotesRow }
  | { type: 'caller-forget'; callerId: string; during: { callId: string; atMs: number } | undefined }
  | { type: 'caller-forget-before'; atMs: number; limit: number };

export interface NotesRow {
  callId: string;
  atMs: number;
  /** `value` is JSON text, or null where the slot was taken back. */
  slots: readonly { slot: string; value: string | null }[];
}

export interface CallerRow {
  slot: string;
  callId: string;
  atMs: number;
  /** As in `NotesRow`. */
  value: string | null;
}

export type EffectStatus = 'intended' | 'done' | 'failed' | 'unknown';

export interface IntentRow {
  effectId: string;
  attemptId: string;
  tool: string;
  effect: string;
  argumentsHash: string;
  idempotencyKey: string | null;
  /** The whole intent. */
  record: string;
}

/** What `begin` found: `outcome` is JSON text where the effect has one. */
export interface BegunRow {
  answer: 'run' | 'unknown' | 'result';
  outcome: string;
}

export interface LoadedRows {
  claim: Claim;
  agent: string;
  createdAtMs: number;
  outcome: string | null;
  /** JSON text. */
  returnHashes: string | null;
  turns: readonly string[];
  effects: readonly { intent: string; status: EffectStatus; outcome: string | null }[];
}

/** Records are JSON text. */
export interface RedactedRows {
  callId: string;
  turns: readonly { turnNo: number; turnId: string; record: string }[];
  effects: readonly { intent: IntentRow; status: EffectStatus; outcome: string | null }[];
  outcome: string;
}

export interface NumberedRequest {
  id: number;
  request: StoreRequest;
}

export type Answer =
  { id: number; ok: true; value: unknown } | { id: number; ok: false; code: ErrorCode; message: string };

export interface WriterData {
  file: string;
  /** What the file is for. */
  keeps: 'calls' | 'callers';
  /** How long the thread waits for another process that writes. */
  busyMaxMs: number;
  bytesMax: number | undefined;
}

export type ToWriter = { type: 'batch'; requests: readonly NumberedRequest[] } | { type: 'close' };

export type FromWriter =
  | { type: 'ready'; freeBytes: number }
  | { type: 'refused'; code: ErrorCode; message: string }
  | { type: 'answers'; answers: readonly Answer[]; trouble: Trouble | undefined; freeBytes: number };

/** The engine failed, as opposed to a request that was answered with no. */
export interface Trouble {
  code: ErrorCode;
  message: string;
}
