/**
 * Finds the names that were configured, and no others: what a name is cannot be seen in a transcript without capitals.
 * One look at each word, however many names there are.
 */
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { Finding } from './finding.ts';

const namesMax = 100_000;
const nameWordsMax = 8;
const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;
/** Between the words of one name. */
const joint = /^(?:\s{1,4}|-|['’]|\.\s?)$/u;

/** The words of each name behind its first word, the longest first. */
export type NameBook = ReadonlyMap<string, readonly (readonly string[])[]>;

/** @throws AntiphonError CONFIG_INVALID */
export function nameBook(names: readonly string[]): NameBook {
  if (names.length > namesMax) {
    throw new AntiphonError(
      'CONFIG_INVALID',
      `${names.length} names to redact; at most ${namesMax} are taken`,
    );
  }
  const book = new Map<string, string[][]>();
  for (const [index, name] of names.entries()) {
    const [first, ...rest] = wordsOf(name).map(({ text }) => text);
    if (first === undefined || rest.length >= nameWordsMax) {
      throw new AntiphonError(
        'CONFIG_INVALID',
        `name ${index} to redact has no words, or over ${nameWordsMax}`,
      );
    }
    const others = book.get(first) ?? [];
    book.set(first, others);
    others.push(rest);
  }
  for (const rests of book.values()) rests.sort((one, other) => other.length - one.length);
  return book;
}

export function findNames(text: string, book: NameBook): Finding[] {
  if (book.size === 0) return [];
  const words = wordsOf(text);
  const found: Finding[] = [];
  for (let index = 0; index < words.length;) {
    const at = index;
    const rest = book.get(words[at]!.text)?.find((others) => follows(text, words, at, others));
    if (rest === undefined) {
      index += 1;
      continue;
    }
    found.push({ start: words[at]!.start, end: words[at + rest.length]!.end, label: 'name' });
    index += rest.length + 1;
  }
  return found;
}

interface Word {
  start: number;
  end: number;
  text: string;
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(wordPattern), ({ index: start, 0: found }) => ({
    start,
    end: start + found.length,
    text: found.normalize('NFKC').toLowerCase(),
  }));
}

function follows(text: string, words: readonly Word[], at: number, others: readonly string[]): boolean {
  return others.every((other, index) => {
    const word = words[at + 1 + index];
    return word?.text === other && joint.test(text.slice(words[at + index]!.end, word.start));
  });
}
