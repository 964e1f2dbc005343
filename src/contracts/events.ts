/**
 * What a call tells the world: edges and decisions, each with its reason. Frames are never events.
 * Telemetry, the page and the command line listen; nothing that decides does.
 */
import type { Effect } from './conversation.ts';
import type { CallState } from './memory.ts';

export type CallEvent = CallEventEnvelope & CallEventBody;

export interface CallEventEnvelope {
  callId: string;
  legId: string;
  /** Counts the events of a call from 0. */
  seq: number;
  /** Arrival, in milliseconds since the call began. */
  atMs: number;
  /** Position in the leg's incoming audio that the event speaks of. */
  mediaMs: number;
  /** BCP-47, where words are concerned. */
  language?: string;
}

export type CallEventBody =
  | { type: 'call-start'; agent: string; pipeline: Pipeline }
  | { type: 'leg-attached' }
  /** Who picked up a call that we made. `afterMs`: since it was answered. */
  | { type: 'answered-by'; who: 'person' | 'machine'; reason: string; afterMs: number }
  | { type: 'leg-lost'; by: string; reason: string }
  | { type: 'speech-start'; confidence: number }
  | { type: 'speech-end' }
  | { type: 'transcript'; turn: number; text: string; final: boolean; confidence?: number }
  | { type: 'turn-start'; turn: number }
  /** `silenceMs`: from the caller's last sound to this decision. */
  | {
      type: 'turn-end';
      turn: number;
      text: string;
      silenceMs: number;
      completeness: number;
      reason: TurnEndReason;
    }
  | { type: 'generation-start'; generation: number; turn: number; speculative: boolean }
  | { type: 'generation-first-token'; generation: number }
  | { type: 'generation-end'; generation: number; inputTokens: number; outputTokens: number }
  | { type: 'generation-discarded'; generation: number; reason: string }
  | { type: 'reply-start'; reply: number; turn: number; voiceToVoiceMs?: number }
  | { type: 'reply-clause'; reply: number; clause: number; text: string }
  | { type: 'reply-audio'; reply: number; clause: number }
  | { type: 'reply-end'; reply: number; heardText: string }
  | { type: 'reply-cut'; reply: number; heardText: string; unheardText: string; reason: string }
  | { type: 'interruption-suspected'; reply: number; heardText: string }
  | { type: 'interruption-committed'; reply: number; reason: string }
  | { type: 'interruption-dismissed'; reply: number; reason: string }
  | { type: 'consent-asked'; toolCallId: string; tool: string; question: string }
  | { type: 'consent-given'; toolCallId: string; tool: string }
  | { type: 'consent-refused'; toolCallId: string; tool: string; reason: string }
  | { type: 'consent-expired'; toolCallId: string; tool: string }
  | { type: 'effect-begun'; toolCallId: string; tool: string; effect: Effect }
  | { type: 'effect-done'; toolCallId: string; tool: string; effect: Effect; ok: boolean; reason?: string }
  /** It began, and nobody can say how it ended. */
  | { type: 'effect-unknown'; toolCallId: string; tool: string; effect: Effect; reason: string }
  /** The caller proved who they are: an id of the house's, never a name. */
  | { type: 'caller-verified'; callerId: string }
  /** What calls before left of this caller was handed to the extractor. `slots`: which. */
  | { type: 'caller-recalled'; slots: readonly string[] }
  /** What a turn said is remembered. `slots`: all of them as they are now; `changed`: which of them this turn changed. */
  | {
      type: 'slots-extracted';
      turn: number;
      intent: string | undefined;
      changed: readonly string[];
      slots: CallState['slots'];
      /** From the end of the turn to this moment. */
      afterMs: number;
    }
  /** A turn could not be read: it stays in the prompt as it was said, or, when `givenUp`, the notes say that it may be missing. */
  | { type: 'extraction-failed'; turn: number; code: string; givenUp: boolean }
  | { type: 'bridge'; text: string; reason: string }
  | { type: 'watchdog'; stage: WatchdogStage; afterMs: number; action: string }
  | { type: 'plan-changed'; agent: string }
  | { type: 'call-end'; reason: CallEndReason; detail: string };

/** Which of the three ways of taking turns a call uses. */
export type Pipeline = 'sequential' | 'streaming' | 'interruptible';

export type TurnEndReason = 'silence' | 'silence-max' | 'turn-max' | 'stt-late' | 'dtmf' | 'caller-left';

export type WatchdogStage = 'stt' | 'llm' | 'tts' | 'tool' | 'leg' | 'idle' | 'playout';

export type CallEndReason = 'caller-hung-up' | 'agent-hung-up' | 'leg-lost' | 'idle' | 'failed' | 'shut-down';
