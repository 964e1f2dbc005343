/**
 * How complete is the sentence, judged by rules over its last words.
 *
 * Intuition: people pause after "and", "the", "to", "um", and in the middle of a number, because more
 * is coming; they rarely stop there for good. What the agent has asked shifts the judgement: "yes"
 * answers a yes-no question entirely, four digits do not make a phone number.
 */
import type { Expectation, TurnDetector, TurnDetectorInput } from '../contracts/turn-detector.ts';
import { fillers, wordsOf } from './words.ts';

interface LanguageRules {
  /** Words after which a sentence hardly ever ends. */
  danglers: ReadonlySet<string>;
  /** Words that open a sentence which needs more than one or two words. */
  openers: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  /** Whole answers in themselves. */
  answers: ReadonlySet<string>;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const english: LanguageRules = {
  danglers: set(
    'and or but so because if when while that which who whose the a an my your his her our their this these some any ' +
      'to of in on at for from with without about into by as than is are was were be been am ' +
      "will would can could should shall may might must i'd i'll i'm we're we'd it's let's very really quite like i",
  ),
  openers: set('i we can could would do does is are where when what how who which my the it'),
  numbers: set(
    'zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
      'eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand double triple',
  ),
  answers: set(
    'yes no please yeah yep nope sure okay ok thanks hello hi goodbye bye correct right exactly stop',
  ),
};

/** Digits a complete answer has at least. */
const digitsExpected: Partial<Record<Expectation, number>> = { 'phone-number': 10, number: 1 };

export class RuleTurnDetector implements TurnDetector {
  readonly #rules: Readonly<Record<string, LanguageRules>>;

  constructor(rules: Readonly<Record<string, LanguageRules>> = { en: english }) {
    this.#rules = rules;
  }

  completeness(input: TurnDetectorInput): number {
    const rules = this.#rules[input.language.split('-')[0]!.toLowerCase()];
    const words = wordsOf(input.transcript);
    const last = words.at(-1);
    if (last === undefined) return 0;
    // An unknown language: nothing to go by but the length.
    if (rules === undefined) return words.length >= 3 ? 0.7 : 0.5;

    if (fillers.has(last)) return 0.1;
    if (words.length === 1 && rules.answers.has(last)) return input.expects === 'free' ? 0.85 : 1;
    const expected = expectationMet(words, input.expects, rules);
    if (expected !== undefined) return expected;
    if (rules.danglers.has(last)) return 0.15;
    if (words.length <= 2 && rules.openers.has(words[0]!)) return 0.35;
    // "at three" is a time of day, said to its end; other numbers may go on.
    if (rules.numbers.has(last)) return words.at(-2) === 'at' ? 0.85 : 0.6;
    return words.length >= 3 ? 0.9 : 0.7;
  }
}

/** What the agent has asked for decides alone where it can; undefined where it cannot. */
function expectationMet(words: string[], expects: Expectation, rules: LanguageRules): number | undefined {
  const digits = words.reduce((sum, word) => sum + digitsIn(word, rules), 0);
  switch (expects) {
    case 'yes-no':
      return rules.answers.has(words[0]!) ? 0.95 : undefined;
    case 'phone-number':
    case 'number':
      if (digits === 0) return undefined;
      return digits >= digitsExpected[expects]! ? 0.8 : 0.1;
    case 'email':
      // "name at house dot com"
      return words.includes('at') ? (words.lastIndexOf('dot') > words.indexOf('at') ? 0.8 : 0.1) : undefined;
    case 'date':
    case 'free':
      return undefined;
  }
}

function digitsIn(word: string, rules: LanguageRules): number {
  if (/^\d+$/.test(word)) return word.length;
  return rules.numbers.has(word) ? 1 : 0;
}
