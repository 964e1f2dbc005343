/**
 * How complete is the sentence, judged by rules over its words.
 *
 * Intuition: people pause after "and", "the", "to", "um", and in the middle of a number, because more
 * is coming; they rarely stop there for good. A question, a wish or an answer is what a turn is there
 * for, so behind one the floor is most likely ours; behind a statement ("I ordered two lamps") the
 * caller often takes a breath and then says what to do about it, which no word gives away. What the
 * agent has asked shifts the judgement: "yes" answers a yes-no question entirely, four digits do not
 * make a phone number.
 */
import type { Expectation, TurnDetector, TurnDetectorInput } from '../contracts/turn-detector.ts';
import { english } from './languages/english.ts';
import { german } from './languages/german.ts';
import type { TurnLanguage } from './languages/turn-language.ts';
import { soundsFinished } from './sounds-finished.ts';
import { fillers, wordsOf } from './words.ts';

const finished = 0.95;
const likely = 0.85;
/** A word or two that say something by themselves. */
const brief = 0.75;
const even = 0.6;
const dateSaid = 0.8;
/** A statement: finished as often as not, and nothing is lost by hearing the caller out. */
const told = 0.36;
const unfinished = 0.15;
const thinking = 0.1;

/** How far a voice that is held up can lower what the words say. */
const melodyWeight = 0.85;
/** With both heard, little is left in doubt: below the one a turn is held open, above the other it is over. */
const openBelow = 0.22;
const overAbove = 0.34;

/** So many figures in a row are a telephone number, or another that is read out whole. */
const wholeNumber = 10;

/** Digits a complete answer has at least; undefined where none are expected. */
function digitsExpected(expects: Expectation): number | undefined {
  if (expects === 'phone-number') return 10;
  if (expects === 'number') return 1;
  return expects.endsWith(' digits') ? Number.parseInt(expects, 10) : undefined;
}

export class RuleTurnDetector implements TurnDetector {
  readonly #languages: Readonly<Record<string, TurnLanguage>>;

  /** @param languages By the first part of their BCP-47 tag. */
  constructor(languages: Readonly<Record<string, TurnLanguage>> = { en: english, de: german }) {
    this.#languages = languages;
  }

  completeness(input: TurnDetectorInput): number {
    const language = this.#languages[input.language.split('-')[0]!.toLowerCase()];
    const words = wordsOf(input.transcript);
    const last = words.at(-1);
    if (last === undefined) return 0;
    // An unknown language: nothing to go by but the length.
    if (language === undefined) return words.length >= 3 ? 0.7 : 0.5;

    if (fillers.has(last) || endsInOneOf(words, language.holding)) return thinking;
    if (words.length === 1 && language.answers.has(last)) return input.expects === 'free' ? likely : 1;
    const expected = expectationMet(words, input.expects, language);
    if (expected !== undefined) return expected;
    const bySentence =
      danglingEnd(words, language) ?? figureEnd(words, language) ?? sentence(words, language);
    const melody = input.prosody?.pitchDropSemitones;
    // A question is known by its words, and its melody rises.
    if (melody === undefined || isQuestion(words, language)) return bySentence;
    return withMelody(bySentence, soundsFinished(melody));
  }
}

/** What the agent has asked for decides alone where it can; undefined where it cannot. */
function expectationMet(words: string[], expects: Expectation, language: TurnLanguage): number | undefined {
  const wanted = digitsExpected(expects);
  if (wanted !== undefined) {
    const digits = words.reduce((sum, word) => sum + digitsIn(word, language), 0);
    if (digits === 0) return undefined;
    return digits >= wanted ? 0.8 : thinking;
  }
  switch (expects) {
    case 'yes-no':
      return language.answers.has(words[0]!) ? finished : undefined;
    case 'email': {
      const { at, dot } = language.email;
      // "name at house dot com"
      return words.includes(at) ? (words.lastIndexOf(dot) > words.indexOf(at) ? 0.8 : thinking) : undefined;
    }
    case 'date':
      return dateMet(words, language);
    default:
      return undefined;
  }
}

/** "friday", "the fourth of may": a date; "the third", "may": half of one. */
function dateMet(words: readonly string[], language: TurnLanguage): number | undefined {
  const last = words.at(-1)!;
  if (language.days.has(last)) return dateSaid;
  const month = words.some((word) => language.months.has(word));
  const day = words.some((word) => language.ordinals.has(word) || /^\d{1,2}(st|nd|rd|th)?$/.test(word));
  if (month && day) return language.centuries.has(last) ? thinking : dateSaid;
  // "the", "and": what is broken off is judged by its last word.
  if (language.danglers.has(last) && !language.months.has(last)) return undefined;
  return day || month ? told : undefined;
}

function digitsIn(word: string, language: TurnLanguage): number {
  if (/^\d+$/.test(word)) return word.length;
  return language.numbers.has(word) ? 1 : 0;
}

/** The last word wants another behind it. */
function danglingEnd(words: readonly string[], language: TurnLanguage): number | undefined {
  const last = words.at(-1)!;
  if (words.length <= 2 && language.openers.has(words[0]!)) return 0.35;
  // "to room", "with the number": which one is to come. "call me back this": this what.
  const before = words.at(-2) ?? '';
  if (language.numberNouns.has(last) && language.stranded.has(before)) return unfinished;
  if (language.pointers.has(last) && !language.stranded.has(before) && !language.auxiliaries.has(before))
    return unfinished;
  if (!language.danglers.has(last)) return undefined;
  // "it should end with an a": no article, a letter.
  if (last.length === 1 && language.articles.has(before)) return undefined;
  // "what is it for" ends; "when I wore it for" does not.
  const asked = words.some((word) => language.questionWords.has(stem(word)) && !language.joiners.has(word));
  return asked && language.stranded.has(last) ? even : unfinished;
}

/** The last word is a number, a letter or a month, to which more of the kind may be added. */
function figureEnd(words: readonly string[], language: TurnLanguage): number | undefined {
  const last = words.at(-1)!;
  const before = words.at(-2) ?? '';
  // Letters are spelled in groups, whatever they answer.
  if (/^\p{L}$/u.test(last)) return told;
  // Asked for, it is a number like another word: "a table for four".
  if (language.roundNumbers.has(last) || asks(words, language)) return undefined;
  // "the fourth of march": a year may follow.
  if (language.months.has(last))
    return words.length > 1 ? Math.min(even, sentence(words, language)) : undefined;
  if (!isFigure(last, language)) return undefined;
  const run = words.length - 1 - words.findLastIndex((word) => !isFigure(word, language));
  if (run > 1) {
    const year = words.some((word) => language.months.has(word));
    // Figures and letters read out come in groups, with a breath between them.
    return year || run >= wholeNumber ? likely : told;
  }
  // "at three" is a time of day, said to its end; "the green one" is no number at all.
  if (language.timeWords.has(before)) return undefined;
  if (last === language.pronounOne && words.length > 2 && !language.numberNouns.has(before)) return undefined;
  return Math.min(even, sentence(words, language));
}

/** A numeral, or a letter spelled out. */
function isFigure(word: string, language: TurnLanguage): boolean {
  return language.numbers.has(word) || /^\d+$|^\p{L}$/u.test(word);
}

function sentence(words: readonly string[], language: TurnLanguage): number {
  const first = words.findIndex((word) => !language.leads.has(word));
  const body = first < 0 ? words : words.slice(first);
  if (asks(body, language)) return finished;
  if (endsInOneOf(words, language.afterthoughts)) return likely;
  // "if I cancel altogether": the other half is to come.
  const second = hasSecondClause(body, language);
  if (language.subordinators.has(body[0]!)) return second ? likely : 0.25;
  const reacts = language.answers.has(words[0]!) || language.reactions.has(body[0]!);
  if (reacts || second) return 0.9;
  // "medium", "half past four", "the striped one": an answer, where no clause begins.
  if (!isClause(body, language)) return body.length <= 6 ? brief : told;
  return told;
}

/** Whether the words hold a question or a wish. */
function asks(words: readonly string[], language: TurnLanguage): boolean {
  if (isQuestion(words, language)) return true;
  const plain = words.filter((word) => !language.softeners.has(word));
  if (plain.length > 1 && language.commands.has(plain[0]!)) return true;
  const text = ` ${plain.join(' ')} `;
  return language.wishes.some((wish) => text.includes(` ${wish} `));
}

function isQuestion(said: readonly string[], language: TurnLanguage): boolean {
  const { questionWords, auxiliaries, copulas, subjects, pronouns, softeners, leads } = language;
  const words = said.filter((word) => !softeners.has(word));
  const first = words.find((word) => !leads.has(word)) ?? '';
  if (questionWords.has(stem(first)) || auxiliaries.has(first)) return true;
  // "my mother can't climb stairs, is there a lift": asked behind what was told.
  return words.some((word, index) => {
    if (!auxiliaries.has(word) || subjects.has(words[index - 1] ?? '')) return false;
    const next = words[index + 1] ?? '';
    // "my date of birth is the fourth": a copula in its usual place.
    return copulas.has(word) ? pronouns.has(next) : subjects.has(next);
  });
}

/** "what's", "who'll" and "when're" ask as "what", "who" and "when" do. */
function stem(word: string): string {
  return word.replace(/['’](s|re|ll|d|ve)$/, '');
}

/** "…but only one was in the box", "…so I want my money back": told, and what comes of it. */
function hasSecondClause(words: readonly string[], language: TurnLanguage): boolean {
  return words.some((word, index) => {
    if (index < 3 || index > words.length - 3) return false;
    return language.joiners.has(word) && language.subjects.has(words[index + 1]!);
  });
}

/**
 * Words and melody together. A voice that falls makes a sentence that could be over certain; one that is
 * held keeps it open, but no longer than a statement, and a request for less, since some voices never
 * fall. Neither finishes a broken phrase.
 */
function withMelody(byWords: number, byMelody: number): number {
  const evidence = byWords * (1 - melodyWeight * (1 - byMelody));
  const together = (evidence - openBelow) / (overAbove - openBelow);
  return Math.min(1, Math.max(byWords >= finished ? even : Math.min(byWords, told), together));
}

/** It begins as a sentence does, with a subject of its own: "I've moved house". */
function isClause(words: readonly string[], language: TurnLanguage): boolean {
  const article = language.articles.has(words[0]!);
  return language.subjects.has(words[0]!) && (!article || words.length > 3);
}

function endsInOneOf(words: readonly string[], phrases: readonly string[]): boolean {
  const text = ` ${words.join(' ')}`;
  return phrases.some((phrase) => text.endsWith(` ${phrase}`));
}
