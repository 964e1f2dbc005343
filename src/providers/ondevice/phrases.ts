/**
 * What callers are likely to say, for STT: every example with values in it, and every value.
 *
 * An STT that takes phrases makes a small language model of them, so that what counts is which words
 * follow which. Hence no example for every value: each example with some, each value once.
 */
import type { Intent } from './intent.ts';
import { moveExamples } from './moves.ts';
import { spokenExamples } from './understanding.ts';
import { wordsOf } from './words.ts';

/** More would make an STT's grammar slow to build. */
const phrasesMax = 2000;

const answers = (
  "yes, yes please, yes that is right, no, no thank you, no that's all, okay, sure, please do, that is fine, " +
  'of course, go ahead, yes book it, no make it, actually make it'
).split(', ');

export function phrasesOf(intents: readonly Intent[]): readonly string[] {
  const texts = [
    ...intents.flatMap(spokenExamples),
    ...intents.flatMap(({ slots = {} }) => Object.values(slots).flatMap((use) => use.is.phrases)),
    ...Object.values(moveExamples).flat(),
    ...answers,
  ];
  const phrases = new Set(texts.map((text) => wordsOf(text).join(' ')).filter((text) => text !== ''));
  return Object.freeze([...phrases].slice(0, phrasesMax));
}
