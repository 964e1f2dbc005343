/**
 * One turn of a caller and all the chance in it, drawn before it begins: which words, how long each
 * lasts, how long the pauses are, what the recogniser mishears, and how long each vendor takes.
 *
 * All pipelines get the same turns, and so does the oracle that the floor is reckoned with: what differs
 * between them is what they do, never their luck.
 */
import type { Random } from '../../sim/random.ts';
import { corpus, mishearings, replies, type CorpusSentence } from './corpus.ts';
import { drawDelayMs, medianMs } from './draws.ts';

export interface SpokenWord {
  /** What was said, and what the final has. */
  text: string;
  /** What the interims have: another word where the recogniser changes its mind at the end. */
  interimText: string;
  /** From the first sound of the turn. */
  startMs: number;
  endMs: number;
  /** From its end to the interim that has it. */
  interimLagMs: number;
  /** From its end to the final, where it is the last word of a segment. */
  finalDelayMs: number;
}

export interface CallerTurn {
  words: readonly SpokenWord[];
  /** From the first sound of the turn to the last. */
  durationMs: number;
  /** The final differs from the last interim in meaning. */
  changesMeaning: boolean;
  llmFirstTokenMs: number;
  /** Of the first clause of a reply; later ones have draws of their own. */
  ttsFirstByteMs: number;
  reply: string;
  /** Between the end of our reply and the first sound. */
  thinksMs: number;
}

const pauseMinMs = 200;
const pauseMaxMs = 1_200;
/** About 170 words a minute: the longer the word the longer it takes, a little faster or slower each time. */
const wordBaseMs = 110;
const letterMs = 50;
/** A word of fewer letters is not misheard for one of the list. */
const misheardLettersMin = 4;

export function drawTurn(
  random: Random,
  changesMeaning: boolean,
  sentences: readonly CorpusSentence[] = corpus,
): CallerTurn {
  return drawTurnOf(random.pick(sentences), random, changesMeaning);
}

/** @param changesMeaning Whether the interims mishear a word that the final has right. */
export function drawTurnOf(sentence: CorpusSentence, random: Random, changesMeaning: boolean): CallerTurn {
  const words: SpokenWord[] = [];
  let startMs = 0;
  for (const { text, pauses } of sentence) {
    const endMs = startMs + (wordBaseMs + letterMs * text.length) * random.between(0.85, 1.15);
    words.push({
      text,
      interimText: text,
      startMs,
      endMs,
      interimLagMs: drawDelayMs(random, medianMs.sttInterim),
      finalDelayMs: drawDelayMs(random, medianMs.sttFinal),
    });
    startMs = endMs + (pauses ? random.between(pauseMinMs, pauseMaxMs) : 0);
  }
  if (changesMeaning) mishear(words, random);
  return {
    words,
    durationMs: words.at(-1)!.endMs,
    changesMeaning,
    llmFirstTokenMs: drawDelayMs(random, medianMs.llmFirstToken),
    ttsFirstByteMs: drawDelayMs(random, medianMs.ttsFirstByte),
    reply: random.pick(replies),
    thinksMs: random.between(400, 1_200),
  };
}

/** A word behind the last pause, whose final comes last: a content word where there is one. */
function mishear(words: readonly SpokenWord[], random: Random): void {
  const from = words.findLastIndex((word, index) => word.startMs > (words[index - 1]?.endMs ?? 0));
  const stretch = words.slice(Math.max(0, from));
  const content = stretch.filter(({ text }) => text.length >= misheardLettersMin);
  const word = random.pick(content.length > 0 ? content : stretch);
  word.interimText = random.pick(mishearings.filter((candidate) => candidate !== word.text));
}

/**
 * 33 tokens for the 25 words of a reply, as models cut them: a blank belongs to the word behind it, and
 * the longest words come in two.
 */
export function tokensOf(reply: string, count = 33): string[] {
  const words = reply.match(/\s*\S+/g) ?? [];
  const byLength = [...words.keys()].sort((a, b) => words[b]!.length - words[a]!.length);
  const split = new Set(byLength.slice(0, Math.max(0, count - words.length)));
  return words.flatMap((word, index) => {
    const half = Math.ceil(word.length / 2);
    return split.has(index) ? [word.slice(0, half), word.slice(half)] : [word];
  });
}
