/** All that leaves a call: events for the world, and orders to the shell, which carries them out without deciding. */
import type { GenerateRequest } from '../contracts/llm.ts';
import type { CallEndReason, CallEvent } from '../contracts/events.ts';
import type { TurnRecord } from '../contracts/call-store.ts';
import type { Effect } from '../contracts/conversation.ts';
import type { CallState, ExtractionRequest } from '../contracts/memory.ts';
import type { SttHints } from '../contracts/stt.ts';

export type CallOutput =
  | { type: 'emit'; event: CallEvent }
  /** End the segment. In the sequential pipeline this is where its audio is handed over at all. */
  | { type: 'stt-flush'; segment: number }
  /** Batch: speech is kept back and handed over whole at the flush. */
  | { type: 'stt-mode'; batch: boolean }
  | { type: 'stt-update'; hints: SttHints }
  /** The stream is dead or mute: open another, whose first segment is this. */
  | { type: 'stt-open'; segment: number }
  | { type: 'generate'; generation: number; request: GenerateRequest }
  /** Close the provider's request. */
  | { type: 'generation-abort'; generation: number; reason: string }
  /** Synthesise a clause; its audio is kept until `play`. A retry uses a fresh stream. */
  | { type: 'speak'; reply: number; clause: number; text: string; retry: boolean }
  /** The clause stalls: it ends with what has come of it. */
  | { type: 'clause-abandon'; reply: number; clause: number }
  /** Send the reply's audio, present and to come, from this sample. */
  | { type: 'play'; reply: number; fromSample: number }
  /** Silence at once; the audio is kept. */
  | { type: 'pause'; reply: number }
  /** Silence at once, synthesis included; nothing is kept. */
  | { type: 'stop'; reply: number }
  /** The reply was played to its end: its audio may go. */
  | { type: 'release'; reply: number }
  | ToolRunOrder
  /** The caller took a yes back: do not run it, unless it has begun. Its result tells which. */
  | { type: 'tool-withdraw'; toolCallId: string; reason: string }
  /** Read this turn, behind everything that somebody waits for. */
  | { type: 'extract'; request: ExtractionRequest }
  | { type: 'extract-abort'; turn: number }
  /** The call is over: what it leaves of a caller who was verified. */
  | { type: 'remember'; callerId: string; slots: CallState['slots']; takenBack: readonly string[] }
  /** What the call must not forget, as of now. */
  | { type: 'record'; record: CallRecord }
  /** Close the leg, in order. */
  | { type: 'hang-up'; reason: string }
  /** Nothing more will come of this call. */
  | { type: 'end'; reason: CallEndReason };

export interface ToolRunOrder {
  type: 'tool-run';
  /** Unique in its call, across restarts too: what the store knows the effect by. */
  toolCallId: string;
  name: string;
  arguments: unknown;
  effect: Effect;
  idempotencyKey: string;
  /** The tool call whose question the caller said yes to. */
  consentId?: string;
}

/** Whoever stores it draws the id. */
export type CallRecord = Omit<TurnRecord, 'turnId'>;
