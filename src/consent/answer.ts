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

/** What may be said to a question, for whoever listens. @param language BCP-47. */
export function answerHints(language: string): readonly string[] {
  return answersOf(language)?.hints ?? [];
}

/** One question for several actions. @param questions two or three. @param language BCP-47; English where it is not known. */
export function askForSeveral(questions: readonly string[], language: string): string {
  return (answersOf(language) ?? englishAnswers).several.ask(questions);
}

/**
 * @param language BCP-47, of the one who asked.
 * @param question What was asked: "yes, cancel it" is a yes to "shall I cancel it?", and to no other question.
 */
export function readAnswer(text: string, language: string, question?: string): Answer {
  const list = answersOf(language);
  if (list === undefined) return 'other';
  const plain = plainText(text, list.spellings);
  return question === undefined
    ? read(plain, list)
    : readEcho(plain, plainText(question, list.spellings), list);
}

/** Who says again what was asked about says nothing new; who names another action means something else. */
function readEcho(plain: string, question: string, list: AnswerLanguage): Answer {
  const said = plain.split(' ');
  const asked = question.split(' ');
  const named = list.acts.filter((act) => said.some((word) => act.test(word)));
  if (named.length === 0) return read(plain, list);
  const [echo, ...others] = list.acts.filter((act) => asked.some((word) => act.test(word)));
  if (echo === undefined || others.length > 0 || named.some((act) => act !== echo)) {
    const answer = read(plain, list);
    return answer === 'yes' ? 'other' : answer;
  }
  return read(said.filter((word) => !echo.test(word)).join(' '), list);
}

/**
 * Reads an answer for each of several actions: "yes", "both please", "only the second", "the first yes, the
 * second no". What is not spoken of is `other`; where a part cannot be read, everything is.
 */
export function readAnswers(text: string, language: string, questions: readonly string[]): Answer[] {
  const list = answersOf(language);
  const count = questions.length;
  if (list === undefined) return others(count);
  if (count === 1) return [readAnswer(text, language, questions[0])];
  const { several } = list;
  const plain = plainText(text, [...list.spellings, ...several.spellings]);
  if (isUnfinished(plain, list)) return others(count);
  const said = plain.split(' ');
  const ordinals = said.filter((word) => ordinalOf(word, list) !== undefined);
  if (ordinals.some((word) => ordinalOf(word, list)! >= count)) return others(count);
  if (ordinals.length === 0) return readForAll(plain, said, count, list);
  if (said.some((word) => several.only.has(word))) return readOnly(said, count, list);
  return readEach(said, count, list);
}

function others(count: number): Answer[] {
  return allOf(count, 'other');
}

function allOf(count: number, answer: Answer): Answer[] {
  return Array.from({ length: count }, () => answer);
}

function read(plain: string, list: AnswerLanguage): Answer {
  const said = plain.split(' ');
  const saysNo = said.some((word) => list.no.has(word)) || list.plainNo.test(plain);
  if (saysNo) return said.length <= noWordsMax && !said.some((word) => list.yes.has(word)) ? 'no' : 'other';
  const saysYes = said.some((word) => list.yes.has(word)) || list.plainYes.test(plain);
  if (!saysYes || isUnfinished(plain, list)) return 'other';
  return said.every((word) => list.yes.has(word) || list.polite.has(word)) ? 'yes' : 'other';
}

function isUnfinished(plain: string, list: AnswerLanguage): boolean {
  return list.unfinished.test(plain) && !list.finished.test(plain);
}

/** Not one of them is named: the answer is to all. */
function readForAll(plain: string, said: readonly string[], count: number, list: AnswerLanguage): Answer[] {
  const { all, none } = list.several;
  const rest = tidied(plain.replace(all, ' '));
  const namesAll = rest !== plain;
  if (said.some((word) => none.has(word))) {
    const others = said.filter((word) => !none.has(word) && !list.several.fillers.has(word));
    const plainly = others.every((word) => list.no.has(word) || list.polite.has(word));
    return allOf(count, plainly && !namesAll ? 'no' : 'other');
  }
  const answer = read(rest, list);
  if (!namesAll) return allOf(count, answer);
  // "Both, please" is a yes; "not both" may mean one of them.
  const politely = rest.split(' ').every((word) => word === '' || list.polite.has(word));
  return allOf(count, answer === 'yes' || politely ? 'yes' : 'other');
}

/** "Only the second": a yes to that, and a no to the rest. */
function readOnly(said: readonly string[], count: number, list: AnswerLanguage): Answer[] {
  const { only, fillers } = list.several;
  const named = new Set(said.map((word) => ordinalOf(word, list)).filter((index) => index !== undefined));
  const from = said.findIndex((word) => only.has(word));
  const before = said.slice(0, from);
  const rest = said.slice(from + 1).filter((word) => ordinalOf(word, list) === undefined);
  const plainly =
    named.size === 1 &&
    before.every((word) => list.yes.has(word) || list.no.has(word) || list.polite.has(word)) &&
    rest.every((word) => list.yes.has(word) || list.polite.has(word) || fillers.has(word));
  if (!plainly) return others(count);
  return others(count).map((_, index) => (named.has(index) ? 'yes' : 'no'));
}

/** "The first yes, the second no", "yes to the first and no to the second", "the first, but not the second". */
function readEach(said: readonly string[], count: number, list: AnswerLanguage): Answer[] {
  const answers = others(count);
  for (const part of partsOf(said, list)) {
    const named = part.map((word) => ordinalOf(word, list)).filter((index) => index !== undefined);
    const rest = part.filter(
      (word) =>
        ordinalOf(word, list) === undefined &&
        !list.several.fillers.has(word) &&
        !list.several.joints.has(word),
    );
    const answer = readPart(rest, list);
    const index = named[0];
    if (named.length !== 1 || index === undefined || answer === 'other') return others(count);
    if (answers[index] !== 'other' && answers[index] !== answer) return others(count);
    answers[index] = answer;
  }
  return answers;
}

/** A no may be explained where it stands alone: here what explains it, or "stop", may as well mean the rest. */
function readPart(said: readonly string[], list: AnswerLanguage): Answer {
  const answer = read(said.join(' '), list);
  if (answer !== 'no') return answer;
  if (said.some((word) => list.several.halts.has(word))) return 'other';
  return said.every((word) => list.no.has(word) || list.polite.has(word)) ? 'no' : 'other';
}

/** One part for each ordinal: cut at "and" and "but" where that is what parts them, else before or behind the ordinals. */
function partsOf(said: readonly string[], list: AnswerLanguage): string[][] {
  const { joints, fillers } = list.several;
  const joined = cut(said, (word) => joints.has(word));
  if (joined.every((part) => part.filter((word) => ordinalOf(word, list) !== undefined).length === 1)) {
    return joined;
  }
  const isOrdinal = (word: string): boolean => ordinalOf(word, list) !== undefined;
  const leads = isOrdinal(said.find((word) => !fillers.has(word)) ?? '');
  if (leads) return cut(said, isOrdinal).filter((part) => part.some((word) => !fillers.has(word)));
  const behind = cut(said.toReversed(), isOrdinal).map((part) => part.toReversed());
  return behind.filter((part) => part.length > 0);
}

/** Cuts before each word that begins a part. */
function cut(said: readonly string[], begins: (word: string) => boolean): string[][] {
  const parts: string[][] = [[]];
  for (const word of said) {
    if (begins(word)) parts.push([]);
    parts.at(-1)!.push(word);
  }
  return parts.filter((part) => part.length > 0);
}

function ordinalOf(word: string, list: AnswerLanguage): number | undefined {
  const index = list.several.ordinals.findIndex((spellings) => spellings.has(word));
  return index < 0 ? undefined : index;
}

function plainText(text: string, spellings: AnswerLanguage['spellings']): string {
  let plain = text.toLowerCase();
  for (const [from, to] of spellings) plain = plain.replace(from, to);
  return tidied(plain.replace(/[^\p{L}\p{N}' ]+/gu, ' '));
}

function tidied(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
