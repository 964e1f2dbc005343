/** Who answers the next turn, and with what. Plain data: it goes into the log, so that a replay needs nothing else. */
import type { ToolSpecification } from './conversation.ts';
import type { Expectation } from './turn-detector.ts';

export interface TurnPlan {
  agent: string;
  instructions: string;
  tools: readonly ToolSpecification[];
  /** Hints for STT. */
  phrases: readonly string[];
  expects: Expectation;
  /** BCP-47. */
  language: string;
  maxTokens: number;
}
