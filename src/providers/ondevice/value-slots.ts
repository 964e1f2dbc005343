/** Slots of other kinds: a number, one of several values, a pattern, or whatever the caller says. */
import { background } from './background.ts';
import { cardinalAt, sayCardinal } from './numbers.ts';
import type { Found, Slot } from './slot.ts';
import { withinOneEdit, wordsOf } from './words.ts';

/** Words that callers say for their own sake: "weather" is no "leather" misheard. */
const ordinaryWords: ReadonlySet<string> = new Set(background.flatMap(wordsOf));

export interface NumberOptions {
  min?: number;
  max?: number;
}

/** "two", "twenty one", "two hundred and five", "15". */
export function number({ min = 0, max = 999_999 }: NumberOptions = {}): Slot<number> {
  const spoken = Array.from({ length: Math.max(1, Math.min(max, min + 30) - min + 1) }, (_, index) =>
    sayCardinal(min + index).replaceAll('-', ' '),
  );
  return {
    kind: 'number',
    expects: 'number',
    precedence: 4,
    samples: spoken,
    phrases: spoken,
    find: (words) => {
      const found: Found<number>[] = [];
      for (let start = 0; start < words.length; start++) {
        const match = cardinalAt(words, start);
        if (match === undefined) continue;
        const { value, length } = match;
        if (value >= min && value <= max) {
          found.push({ value, spoken: sayCardinal(value), start, end: start + length });
        }
        start += length - 1;
      }
      return found;
    },
  };
}

interface Synonym<Name extends string> {
  name: Name;
  words: readonly string[];
}

/**
 * One of several values, each with the words callers use for it, its own name always among them:
 * `oneOf('department', { shoes: ['sneakers', 'boots'], watches: ['clocks'] })`.
 * Singular and plural are alike; a long word may be off by one letter.
 */
export function oneOf<Name extends string>(
  kind: string,
  values: Readonly<Record<Name, readonly string[]>>,
): Slot<Name> {
  const synonyms: Synonym<Name>[] = [];
  for (const name of Object.keys(values) as Name[]) {
    for (const text of new Set([name, ...values[name]])) {
      synonyms.push({ name, words: wordsOf(text).map(singular) });
    }
  }
  const spoken = Object.entries<readonly string[]>(values).flat(2);
  // The longest first: "men's shoes" before "shoes".
  synonyms.sort((left, right) => right.words.length - left.words.length);

  return {
    kind,
    precedence: 2,
    samples: spoken,
    phrases: spoken,
    find: (words) => findSynonyms(words.map(singular), synonyms),
  };
}

function findSynonyms<Name extends string>(
  words: readonly string[],
  synonyms: readonly Synonym<Name>[],
): Found<Name>[] {
  const exact = matches(words, synonyms, (word, wanted) => word === wanted);
  if (exact.length > 0) return exact;
  return matches(
    words,
    synonyms,
    (word, wanted) =>
      word === wanted || (wanted.length >= 6 && !ordinaryWords.has(word) && withinOneEdit(word, wanted)),
  );
}

function matches<Name extends string>(
  words: readonly string[],
  synonyms: readonly Synonym<Name>[],
  alike: (word: string, wanted: string) => boolean,
): Found<Name>[] {
  const found: Found<Name>[] = [];
  for (let start = 0; start < words.length; start++) {
    const match = synonyms.find((synonym) =>
      synonym.words.every((wanted, offset) => alike(words[start + offset] ?? '', wanted)),
    );
    if (match === undefined || match.words.length === 0) continue;
    found.push({ value: match.name, spoken: match.name, start, end: start + match.words.length });
    start += match.words.length - 1;
  }
  return found;
}

/** "shoes" and "shoe" are one word here, and so are "men's" and "mens". Compared, never shown. */
function singular(marked: string): string {
  const word = marked.replaceAll("'", '');
  if (word.length > 4 && /(?:ch|sh|ss|x)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && /[^s']s$/.test(word) ? word.slice(0, -1) : word;
}

/** What a regular expression finds in the words, joined by single spaces, in lower case. */
export function pattern(
  kind: string,
  expression: RegExp,
  { say = (text: string) => text, phrases = [] as readonly string[] } = {},
): Slot<string> {
  const everywhere = new RegExp(expression.source, [...new Set(`${expression.flags}g`)].join(''));
  return {
    kind,
    precedence: 3,
    samples: phrases,
    phrases,
    find: (words) => {
      const text = words.join(' ');
      return [...text.matchAll(everywhere)]
        .filter((match) => match[0] !== '')
        .map((match) => {
          const start = wordsBefore(text, match.index);
          const end = start + match[0].trim().split(' ').length;
          return { value: match[0], spoken: say(match[0]), start, end };
        });
    },
  };
}

/** All of the caller's answer, once asked: a message, a reason. */
export function anything(kind: string): Slot<string> {
  return {
    kind,
    precedence: 5,
    samples: [],
    phrases: [],
    takesAnything: true,
    find: (words, { asked }) => {
      const text = words.join(' ');
      return asked && text !== '' ? [{ value: text, spoken: text, start: 0, end: words.length }] : [];
    },
  };
}

function wordsBefore(text: string, index: number): number {
  return text.slice(0, index).split(' ').length - 1;
}
