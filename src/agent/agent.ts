/**
 * An agent as a value: what a user writes (`AgentDefinition`), and what everything else reads
 * (`Agent`), where every default is filled in and everything is frozen.
 */
import type { BargeInPolicy } from '../contracts/barge-in.ts';
import type { Pipeline } from '../contracts/events.ts';
import type { LanguageModel } from '../contracts/llm.ts';
import type { Extractor, IntentSpecification } from '../contracts/memory.ts';
import type { SpeechToText } from '../contracts/stt.ts';
import type { TextToSpeech } from '../contracts/tts.ts';
import type { Expectation } from '../contracts/turn-detector.ts';
import type { Slots } from './define-slots.ts';
import type { Tool } from './define-tool.ts';

/** What is left out is embedded: the composition root fills it in. */
export interface AgentModels {
  readonly llm?: LanguageModel;
  readonly stt?: SpeechToText;
  readonly tts?: TextToSpeech;
  /** Listens after each turn, for agents with slots or intents. */
  readonly extractor?: Extractor;
}

/** What the agent does when nobody speaks. */
export interface IdlePolicy {
  /** Silence of both parties after which `prompt` is said. Default 10 s. */
  readonly afterMs: number;
  /** Default: "Are you still there?", in the agent's language. */
  readonly prompt: string;
  /** How often `prompt` is said before the call ends. Default 2. */
  readonly promptsMax: number;
  /** Said before the call ends. Default: a short one, in the agent's language. */
  readonly farewell: string;
}

export interface AgentDefinition {
  /** For logs, events and handoffs: letters, digits, spaces, `_` and `-`, at most 64. */
  name: string;
  /** Who the agent is and how it speaks. */
  instructions: string;
  /** Said when the call is answered. Without one the caller begins. */
  greeting?: string;
  /** False: the greeting is heard to its end (a legal notice); what is said over it is answered behind it. Default true. */
  greetingInterruptible?: boolean;
  models?: AgentModels;
  tools?: readonly Tool[];
  /** Tools that the model asks for at once: together, or each after the one before. Default `parallel`. */
  toolRuns?: 'parallel' | 'one-at-a-time';
  /** What is remembered of a call, made with `defineSlots`. Default: nothing but the words themselves. */
  slots?: Slots;
  /** What callers may want, for the one who listens after each turn. Default: none. */
  intents?: readonly IntentSpecification[];
  /** What callers are likely to say: hints for STT, beside those the models give themselves. */
  phrases?: readonly string[];
  /** What the agent waits for, when no question narrows it. Default `free`. */
  expects?: Expectation;
  voice?: string;
  /** How names are pronounced: written form to spoken form. */
  lexicon?: Readonly<Record<string, string>>;
  /**
   * BCP-47. Default `en-US`. English and German have word lists for endpointing, barge-in and answers, and stock
   * phrases; in another language turns are judged by their silence, stock phrases are English, and no tool may ask.
   */
  language?: string;
  /** IANA name of the zone that "today" and "at three" are meant in. Default `UTC`. */
  timeZone?: string;
  /** Default `interruptible`. */
  pipeline?: Pipeline;
  bargeIn?: Partial<BargeInPolicy>;
  idle?: Partial<IdlePolicy>;
  /** Longest reply, in tokens of the model. Default 400. */
  maxTokens?: number;
  /** Longest prompt, tools included, in tokens of o200k. What finds no room is left out, and the prompt says so. Default 8,000. */
  promptTokensMax?: number;
  /** The model may end the call: it is offered `endCallTool`. Default false. */
  mayEndCall?: boolean;
  /**
   * How long a call may last, 1 min to 24 h. A little before, the agent takes leave at a quiet moment; an action
   * that is under way is let through first. Default 60 min.
   */
  callMaxMs?: number;
}

export interface Agent {
  readonly name: string;
  readonly instructions: string;
  readonly greeting: string | undefined;
  readonly greetingInterruptible: boolean;
  readonly models: AgentModels;
  readonly tools: readonly Tool[];
  readonly toolRuns: 'parallel' | 'one-at-a-time';
  readonly slots: Slots | undefined;
  readonly intents: readonly IntentSpecification[];
  readonly phrases: readonly string[];
  readonly expects: Expectation;
  readonly voice: string | undefined;
  readonly lexicon: Readonly<Record<string, string>>;
  readonly language: string;
  readonly pipeline: Pipeline;
  /** What it leaves out, the house decides. */
  readonly bargeIn: Readonly<Partial<BargeInPolicy>>;
  readonly idle: IdlePolicy;
  readonly timeZone: string;
  readonly maxTokens: number;
  readonly promptTokensMax: number;
  readonly mayEndCall: boolean;
  readonly callMaxMs: number;
}
