/** All that enters a call. Every input is plain data and goes into the log as it came. */
import type { TokenUsage } from '../contracts/llm.ts';
import type { DuplicatePolicy, Effect, ToolOutcome } from '../contracts/conversation.ts';
import type { Extraction } from '../contracts/memory.ts';
import type { Pipeline } from '../contracts/events.ts';
import type { Expectation, Prosody } from '../contracts/turn-detector.ts';
import type { TurnPlan } from '../contracts/turn-plan.ts';
import type { SpokenWord } from '../turn/spoken-word.ts';

export type CallInput =
  /** `wallTimeMs`: since 1970. "Tomorrow" is counted from it. Default 0. */
  | { type: 'start'; wallTimeMs?: number }
  /** VAD edges. `agoMs`: how long before their arrival they lay in the audio. */
  | { type: 'speech-start'; mediaMs: number; agoMs: number; confidence: number }
  | { type: 'speech-end'; mediaMs: number; agoMs: number; prosody?: Prosody }
  | {
      type: 'transcript';
      segment: number;
      text: string;
      final: boolean;
      stability: number;
      confidence?: number;
      language: string;
      mediaEndMs: number;
    }
  | { type: 'stt-failed'; code: string; message: string }
  | { type: 'generation-text'; generation: number; text: string }
  | ToolCallInput
  | { type: 'generation-end'; generation: number; usage?: TokenUsage; expects?: Expectation }
  | { type: 'generation-failed'; generation: number; code: string; message: string }
  | { type: 'tool-result'; toolCallId: string; outcome: ToolOutcome }
  /** The first audio of a clause has come. */
  | { type: 'clause-audio'; reply: number; clause: number }
  | { type: 'clause-words'; reply: number; clause: number; words: readonly SpokenWord[] }
  | { type: 'clause-end'; reply: number; clause: number; samples: number }
  | { type: 'clause-failed'; reply: number; clause: number; code: string; message: string }
  /**
   * How much of the reply the leg has taken: told at the first sample, when the playout stalls or is
   * through (`running` false), and without receipts several times a second.
   */
  | { type: 'playout-sent'; reply: number; samples: number; outstandingMarks: number; running: boolean }
  /** The far end was cleared, when the leg had taken so many samples. */
  | { type: 'playout-cleared'; reply: number; samples: number; outstandingMarks: number }
  | {
      type: 'receipt';
      reply: number;
      samples: number;
      status: 'played' | 'cleared';
      outstandingMarks: number;
    }
  | MemoryInput
  | { type: 'dtmf'; digit: string }
  /** The beep of a machine that picked up has ended. */
  | { type: 'beep' }
  /** The caller holds a button while they speak: it takes the floor, and to let it go ends the turn. */
  | { type: 'push-to-talk'; down: boolean }
  /** No frame has come from the leg for a while, or they come again. */
  | { type: 'leg-silent' }
  | { type: 'leg-audible' }
  | { type: 'leg-closed'; by: 'caller' | 'network' | 'error' | 'us'; reason: string }
  /** The caller is there again, on another leg of the same formats. */
  | { type: 'leg-returned'; legId: string }
  | { type: 'set-pipeline'; pipeline: Pipeline }
  | { type: 'plan'; plan: TurnPlan }
  /** The host ends the call. */
  | { type: 'shut-down'; reason: string }
  | { type: 'timeout' };

/** What is learnt behind the talk. */
export type MemoryInput =
  /** A turn has been read. Values are checked; `rejected`: how many did not fit their slot. */
  | { type: 'extracted'; extraction: Extraction; rejected: number }
  | { type: 'extraction-failed'; turn: number; code: string }
  /** A tool has proved who is on the line. */
  | { type: 'caller-verified'; callerId: string }
  /** What earlier calls left of whoever was verified. */
  | { type: 'caller-recalled'; values: Readonly<Record<string, unknown>> };

/** What our half of the call is told: of models, tools, memory and the playout. */
export type AgentInput =
  | MemoryInput
  | Extract<
      CallInput,
      {
        type:
          | 'generation-text'
          | 'generation-tool-call'
          | 'generation-end'
          | 'generation-failed'
          | 'tool-result'
          | 'clause-audio'
          | 'clause-words'
          | 'clause-end'
          | 'clause-failed'
          | 'playout-sent'
          | 'playout-cleared'
          | 'receipt';
      }
    >;

export interface ToolCallInput {
  type: 'generation-tool-call';
  generation: number;
  toolCallId: string;
  name: string;
  arguments: unknown;
  check: ToolCheck | { ok: false; code: string; message: string };
}

/** The arguments fit the tool's schema; and what the call has to know of the tool. */
export interface ToolCheck {
  ok: true;
  effect: Effect;
  /** What the tool wants to be confirmed. */
  question?: string;
  /** Said while it runs, when it is slow. */
  speakWhile?: string;
  /** Default `reject`; `allow` for what only reads. */
  duplicates?: DuplicatePolicy;
}
