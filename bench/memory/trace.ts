/** What is to be known of a turn to score it: the request that the model was sent, and what was remembered after it. */
import type { GenerateRequest } from '../../src/contracts/llm.ts';
import type { CallState } from '../../src/contracts/memory.ts';

export type SentRequest = Pick<GenerateRequest, 'prompt' | 'tools'>;

export interface TurnTrace {
  /** The one whose answer was said. */
  request: SentRequest;
  /** Before the turn was read, and after. */
  before: CallState['slots'];
  after: CallState['slots'];
  /** What is remembered after the turn, whenever it was said. */
  intent: { name: string } | undefined;
}

export interface CallTrace {
  turns: readonly TurnTrace[];
  /** All of them: those that were made before the turn was over, too. */
  requests: readonly SentRequest[];
  /** Of each `extract`. */
  extractionMs: readonly number[];
}
