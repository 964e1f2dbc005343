/** Where text comes from. One request in, a stream of parts out; closing the stream early closes the request. */
import type { Message, ToolSpecification } from './conversation.ts';
import type { Expectation } from './turn-detector.ts';

export interface Prompt {
  /** Byte-identical from turn to turn, so that providers can cache it. */
  system: string;
  /** In the order of speaking. A tool call without a result is still running: its result comes in a later prompt. */
  messages: readonly Message[];
}

export interface GenerateRequest {
  prompt: Prompt;
  tools: readonly ToolSpecification[];
  toolChoice: 'auto' | 'none';
  maxTokens: number;
  /** BCP-47. */
  language: string;
}

export interface TokenUsage {
  inputTokens: number;
  /** Part of `inputTokens` that the provider had cached. */
  cachedInputTokens: number;
  outputTokens: number;
}

export type GenerationPart =
  | { type: 'text-delta'; text: string }
  | { type: 'tool-call'; toolCallId: string; name: string; arguments: unknown }
  | { type: 'usage'; usage: TokenUsage }
  /**
   * `expects`: what these words ask for, where the model knows it. Whoever listens is told, and the caller is given the
   * time that such an answer takes, until they have answered.
   */
  | { type: 'end'; reason: 'stop' | 'length' | 'tool-calls'; expects?: Expectation };

export interface LanguageModel {
  readonly specificationVersion: '1';
  readonly name: string;
  /** What callers are likely to say to this model: becomes hints for STT. */
  readonly phrases?: readonly string[];
  /**
   * How many turns it wants to be told as they were heard, where their content stands in the notes already.
   * Default 4: a large model goes by the notes. One that reads no notes asks for more.
   */
  readonly heardTurnsMax?: number;
  /**
   * Yields parts until `end`. When `signal` aborts, the provider's request is closed and iteration
   * stops, with or without an AbortError: the reader looks at the signal first.
   */
  generate(request: GenerateRequest, options: { signal: AbortSignal }): AsyncIterable<GenerationPart>;
}

/** Counts texts as a family of models does. */
export interface Tokenizer {
  /** Goes into the log, so that a replay counts the same: `o200k_base`. */
  readonly name: string;
  /** Pure: the same text has the same count, always. */
  count(text: string): number;
}
