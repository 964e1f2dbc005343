/**
 * The floor: how soon an oracle that knows the end of speech would answer, with the draws of this turn.
 *
 * It too must wait for the words: for the last interim, or, where that is wrong, for the final. Then for
 * the model's first clause and for the voice's first byte. It waits for nothing else: no silence, no
 * doubt, no tick of a clock.
 */
import { newSplitter } from '../../src/call/active-reply.ts';
import { tokensOf, type CallerTurn } from './caller-turn.ts';
import { tokensPerSecond } from './draws.ts';

export interface Floor {
  /** Each from the caller's last sound. */
  wordsMs: number;
  firstTokenMs: number;
  firstClauseMs: number;
  firstAudioMs: number;
}

export function floorOf(turn: CallerTurn): Floor {
  const finalMs = turn.words.at(-1)!.finalDelayMs;
  const wordsMs = turn.changesMeaning ? finalMs : Math.min(finalMs, lastInterimMs(turn));
  const firstTokenMs = wordsMs + turn.llmFirstTokenMs;
  const firstClauseMs = firstTokenMs + (firstClauseTokens(turn.reply) - 1) * (1000 / tokensPerSecond);
  return { wordsMs, firstTokenMs, firstClauseMs, firstAudioMs: firstClauseMs + turn.ttsFirstByteMs };
}

/** Interims come in order: one that is late holds up those behind it. */
export function lastInterimMs({ words, durationMs }: Pick<CallerTurn, 'words' | 'durationMs'>): number {
  return Math.max(...words.map(({ endMs, interimLagMs }) => endMs + interimLagMs)) - durationMs;
}

/** How many tokens the house's splitter needs before it can tell a clause: the same as in a call. */
export function firstClauseTokens(reply: string): number {
  const splitter = newSplitter();
  const tokens = tokensOf(reply);
  const index = tokens.findIndex((token) => splitter.push(token).length > 0);
  return index < 0 ? tokens.length : index + 1;
}
