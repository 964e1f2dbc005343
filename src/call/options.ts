/** Everything a call is decided by, as plain data: it heads the log, so that a replay needs nothing else. */
import type { BargeInPolicy } from '../contracts/barge-in.ts';
import type { OpenConsent } from '../contracts/call-store.ts';
import type { Effect, Message } from '../contracts/conversation.ts';
import type { Pipeline } from '../contracts/events.ts';
import type { CallState, IntentSpecification, SlotSpecification, StoredMemory } from '../contracts/memory.ts';
import type { TurnPlan } from '../contracts/turn-plan.ts';
import type { FinalDelayBounds } from '../turn/final-delay.ts';
import { english } from '../turn/languages/english.ts';
import type { StockPhrases } from './phrases/stock-phrases.ts';

export { englishPhrases } from './phrases/english.ts';
export type { StockPhrases } from './phrases/stock-phrases.ts';

export interface CallOptions {
  callId: string;
  legId: string;
  pipeline: Pipeline;
  plan: TurnPlan;
  /** Said first; undefined waits for the caller to begin. */
  greeting: string | undefined;
  /** What is heard to its end, whoever speaks. Undefined: nothing. */
  uninterruptible?: { greeting: boolean; tools: readonly string[] };
  leg: {
    /** Of the audio sent to the leg, samples per second. */
    sampleRate: number;
    receipts: 'played' | 'sent' | 'none';
    /** Without receipts: how far the far end's loudspeaker may be behind what was sent. */
    clockLagMs: number;
    /** The far end may send our own voice back: what it says of us is no interruption. Default false. */
    echoes?: boolean;
  };
  /**
   * For calls that we make: `detect` finds out who picks up before a word is said, and greets people only.
   * Default `off`: whoever picks up is greeted at once.
   */
  answeringMachine?: 'off' | 'detect';
  /** Of a machine that records: tell it the greeting and hang up, or only hang up. Default `leave-message`. */
  onMachine?: 'leave-message' | 'hang-up';
  /** Tools of one reply: together, or each after the one before. Default `parallel`. */
  toolRuns?: 'parallel' | 'one-at-a-time';
  /** Another process began this call, and is gone: what its store knows. It is taken up instead of greeted. */
  restored?: RestoredCall;
  /** `record` outputs are wanted. Default false: nobody stores this call. */
  recorded?: boolean;
  /** How long a prompt may be. Default `defaultPrompt`. */
  prompt?: PromptOptions;
  /** What is remembered of the call beside its words. Undefined: nothing. */
  memory?: MemoryOptions;
  endpointing: EndpointingOptions;
  bargeIn: BargeInPolicy;
  limits: LimitOptions;
  phrases: StockPhrases;
}

export interface PromptOptions {
  /** Tools included. */
  tokensMax: number;
  /** Turns that stay as they were heard though their content stands in the notes. */
  heardTurnsMax: number;
  /** Who counts: a replay must count the same. `estimate` needs nobody and never counts much less. */
  tokenizer: string;
}

export interface MemoryOptions {
  slots: readonly SlotSpecification[];
  intents: readonly IntentSpecification[];
  /** IANA name. */
  timeZone: string;
}

/** What a call that is taken up again knows of itself. */
export interface RestoredCall {
  /** Of the last record that was acknowledged. */
  turnNo: number;
  /** In the order of speaking, the same as in the records. */
  messages: readonly Message[];
  /** Of all tool calls and effects that ever were, also where the messages begin behind them: none is given again. */
  toolCallIds: readonly string[];
  /** As of the last record. Their questions are asked anew: whoever said yes was perhaps not heard. */
  consents: readonly OpenConsent[];
  /**
   * Events go on counting from here, and so do turns, replies and generations, of which there were fewer: whoever
   * heard of the earlier ones must not take these for them.
   */
  firstEventSeq: number;
  /** As of the last record; absent where the agent remembered nothing but words. */
  memory?: StoredMemory & Pick<CallState, 'slots'>;
  /** Begun before, and of whose end the messages do not know. */
  effects: readonly RestoredEffect[];
}

export interface RestoredEffect {
  toolCallId: string;
  tool: string;
  effect: Effect;
  arguments: unknown;
  idempotencyKey: string;
}

export interface EndpointingOptions {
  /** Silence that ends a surely finished turn. */
  silenceMinMs: number;
  /** Silence that ends any turn. */
  silenceMaxMs: number;
  /** While a reply is being made, a finished turn stays open until so much silence: the caller may go on. */
  unreadyMaxMs: number;
  /** The one silence that the sequential pipeline waits for. */
  sequentialSilenceMs: number;
  /** p99 of the STT's finals and some slack. */
  sttDeadlineMs: number;
  /** Within these the deadline follows what this call measures; undefined: it stays as it is. */
  sttDeadlineBounds?: FinalDelayBounds;
  turnMaxMs: number;
  /** Speech so long and yet without words asks the caller to repeat; shorter is noise. */
  wordlessSpeechMs: number;
  /** Speculative generations per turn. */
  preemptiveTries: number;
  /** How complete a sentence must be for a speculative generation. */
  preemptiveCompleteness: number;
}

/** Every wait has a limit: within these, a turn ends in speech, an action, or the end of the call. */
export interface LimitOptions {
  /** Silence of ours, while a model or tool is busy, after which we ask for patience. */
  bridgeAfterMs: number;
  /** The same while a tool is at work, which is known to take its time; and again when it lasts. */
  toolBridgeAfterMs: number;
  toolBridgeAgainMs: number;
  /** Silence after which we give the answer up and say so. */
  giveUpAfterMs: number;
  ttsFirstAudioMs: number;
  /** Receipts later than this after the expected end of playout are not waited for. */
  receiptLateMs: number;
  idleMs: number;
  idlePrompts: number;
  /** Without a frame from the leg for longer than it reports as silence. */
  legSilentMs: number;
  /** How long a leg that the network took is waited for; 0 where its caller cannot come back. */
  legReturnMs: number;
  toolTimeoutMs: number;
  toolStepsPerTurn: number;
  /** Reading a turn for what it said of the slots. */
  extractionMs: number;
  consentMs: number;
  /** An `irreversible` tool waits so long behind its yes: who says "no, stop" meanwhile is heard. */
  withdrawMs: number;
  /** Failures in a row after which the call ends, orderly. */
  failuresInARow: number;
  /** How long a call may last; a little before, a quiet moment is used to take leave. 0: as long as it likes. */
  callMaxMs: number;
}

export const defaultPrompt: PromptOptions = { tokensMax: 8_000, heardTurnsMax: 4, tokenizer: 'estimate' };

export const defaultEndpointing: EndpointingOptions = {
  silenceMinMs: 330,
  silenceMaxMs: 1_600,
  unreadyMaxMs: 700,
  sequentialSilenceMs: 500,
  sttDeadlineMs: 900,
  turnMaxMs: 45_000,
  wordlessSpeechMs: 700,
  preemptiveTries: 4,
  preemptiveCompleteness: 0.3,
};

export const defaultBargeIn: BargeInPolicy = {
  pauseAfterMs: 0,
  commitAfterMs: 1_200,
  minWords: 2,
  backchannels: english.backchannels,
  resume: true,
};

export const defaultLimits: LimitOptions = {
  bridgeAfterMs: 1_500,
  toolBridgeAfterMs: 700,
  toolBridgeAgainMs: 4_000,
  giveUpAfterMs: 8_000,
  ttsFirstAudioMs: 800,
  receiptLateMs: 1_500,
  idleMs: 12_000,
  idlePrompts: 2,
  legSilentMs: 8_000,
  legReturnMs: 0,
  toolTimeoutMs: 15_000,
  toolStepsPerTurn: 4,
  extractionMs: 8_000,
  consentMs: 60_000,
  withdrawMs: 500,
  failuresInARow: 3,
  callMaxMs: 0,
};
