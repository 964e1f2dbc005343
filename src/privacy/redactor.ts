/**
 * Takes personal data out of what is printed, exported or kept: `[card]`, `[phone]`, `[email]`, `[name]`, `[number]`.
 *
 * It is for copies, never for the live prompt or for the log that a replay needs. It reads what a voice runtime has:
 * transcripts, in which numbers are words. The same text always gives the same result, and a redacted text stays as it
 * is. What it cannot see: a number that is cut over two texts, names that were not configured, a card of which less
 * than nine digits were said.
 */
import { isSupportedCountry, type CountryCode } from 'libphonenumber-js/min';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { findEmails } from './emails.ts';
import { blanked, placeholderPattern, replaced, type Finding } from './finding.ts';
import { redactJson } from './json.ts';
import { findNames, nameBook } from './names.ts';
import { findNumbers } from './numbers.ts';

export interface RedactorOptions {
  /** Names of people, of one word or several, in any case; at most 100,000. Default: none. */
  names?: readonly string[];
  /** ISO 3166 codes of the countries whose telephone numbers may come without a prefix. Default US, GB, DE. */
  countries?: readonly string[];
}

export interface Redactor {
  text(text: string): string;
  /**
   * A copy of a JSON value: keys are kept, text is redacted, and so are whole numbers that are cards or telephone
   * numbers. Lists of words are read as one sentence. What is deeper than 64 or beyond 200,000 values is `"[omitted]"`.
   */
  json(value: unknown): unknown;
}

/** @throws AntiphonError CONFIG_INVALID for a country that does not exist, or a name without a word. */
export function redactor({ names = [], countries = ['US', 'GB', 'DE'] }: RedactorOptions = {}): Redactor {
  const known = countries.map(countryOf);
  const book = nameBook(names);
  const find = (text: string): Finding[] => {
    const before = Array.from(text.matchAll(placeholderPattern), ({ index, 0: found }) => ({
      start: index,
      end: index + found.length,
    }));
    const emails = findEmails(blanked(text, before));
    const numbers = findNumbers(blanked(text, merged(before, emails)), known);
    const found = merged(emails, numbers);
    const people = findNames(blanked(text, merged(before, found)), book);
    if (people.length === 0) return found;
    // "Acht" may be a name: without it, the digits beside it are another number.
    const named = merged(found, people);
    return merged(named, findNumbers(blanked(text, merged(before, named)), known));
  };
  return Object.freeze({
    text: (text: string) => replaced(text, find(text)),
    json: (value: unknown) => redactJson(value, find),
  });
}

function merged<Stretch extends { start: number }>(
  one: readonly Stretch[],
  other: readonly Stretch[],
): Stretch[] {
  return [...one, ...other].sort((left, right) => left.start - right.start);
}

function countryOf(code: string): CountryCode {
  if (isSupportedCountry(code)) return code;
  throw new AntiphonError('CONFIG_INVALID', `there is no country "${code}" with telephone numbers`, {
    cure: 'Give ISO 3166 codes of two capitals, such as DE.',
  });
}
