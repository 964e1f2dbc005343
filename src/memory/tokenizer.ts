/**
 * A real tokenizer, for prompts with a hard budget.
 *
 * It takes some 140 ms and 34 MB to load, so it is loaded when first asked for, and once in a process. What looks
 * like a control token of some model is text here: a caller may say or send it.
 */
import type { Tokenizer } from '../contracts/llm.ts';

/**
 * The tokenizer of the large models of today, o200k. Others differ by some percent; `estimateTokens` does without any.
 */
export async function openTokenizer(): Promise<Tokenizer> {
  // Node keeps the module: a second call loads nothing.
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const asText = { disallowedSpecial: new Set<string>() };
  return Object.freeze({
    name: 'o200k_base',
    count: (text: string): number =>
      piecesOf(text).reduce((sum, piece) => sum + countTokens(piece, asText), 0),
  });
}

/** A run without a blank takes time by its square: 4 s for 100,000 letters. In pieces it counts a little more. */
const runMax = 1_000;
const longRun = /\S{1000}/;

function piecesOf(text: string): readonly string[] {
  if (text.length <= runMax || !longRun.test(text)) return [text];
  return Array.from({ length: Math.ceil(text.length / runMax) }, (_, index) =>
    text.slice(index * runMax, (index + 1) * runMax),
  );
}
