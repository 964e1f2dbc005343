/**
 * Reads a yes or a no from what a caller answers to "Shall I ...?".
 *
 * Only a plain answer counts: "yes please", "no thank you". Anything that changes what was asked
 * ("yes but on thursday", "yes what are your hours") is `other` and never sets anything in motion.
 * Nor does anything in a language whose answers nobody has written down: a yes is never guessed.
 */
import type { AnswerLanguage } from './answers/answer-language.ts';
import { englishAnswers } from './answers/english.ts';
import { germanAnswers } from './answers/german.ts';

export type Answer = 'yes' | 'no' | 'other';

const known: Readonly<Record<string, AnswerLanguage>> = { en: englishAnswers, de: germanAnswers };
/** A no may be explained, within reason. */
const noWordsMax = 8;

function answersOf(language: string): AnswerLanguage | undefined {
  return known[language.split('-')[0]!.toLowerCase()];
}

/** Whether a yes and a no are understood in this language (BCP-47). */
export function canAnswerIn(language: string): boolean {
  return answersOf(language) !== undefined;
}

/** @param language BCP-47, of the one who asked. */
export function readAnswer(text: string, language: string): Answer {
  const list = answersOf(language);
  if (list === undefined) return 'other';
  const plain = plainText(text, list);
  const said = plain.split(' ');
  const saysNo = said.some((word) => list.no.has(word)) || list.plainNo.test(plain);
  if (saysNo) return said.length <= noWordsMax && !said.some((word) => list.yes.has(word)) ? 'no' : 'other';
  const saysYes = said.some((word) => list.yes.has(word)) || list.plainYes.test(plain);
  if (!saysYes || (list.unfinished.test(plain) && !list.finished.test(plain))) return 'other';
  return said.every((word) => list.yes.has(word) || list.polite.has(word)) ? 'yes' : 'other';
}

function plainText(text: string, { spellings }: AnswerLanguage): string {
  let plain = text.toLowerCase();
  for (const [from, to] of spellings) plain = plain.replace(from, to);
  return plain
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
