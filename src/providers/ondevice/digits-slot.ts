/**
 * A number that is read out digit by digit: "four one double oh seven", "41 007".
 *
 * What stands between two digits ends the number, so two numbers in a sentence are two. A run of another length
 * is none: half a number is asked for again rather than taken. Where it was asked for, words that sound like a
 * digit may be one, two of them at most: "to six six one for".
 */
import { cardinalAt } from './numbers.ts';
import type { Found, Slot } from './slot.ts';

const zeros = new Set(['oh', 'o', 'zero', 'nought', 'null']);
/** What STT makes of a digit where it expects words. */
const soundsLike: Readonly<Record<string, string>> = {
  won: 'one',
  want: 'one',
  to: 'two',
  too: 'two',
  free: 'three',
  tree: 'three',
  for: 'four',
  fore: 'four',
  find: 'five',
  sex: 'six',
  ate: 'eight',
  wait: 'eight',
  it: 'eight',
  line: 'nine',
};
const likenedMax = 2;
const repeats: Readonly<Record<string, number>> = { double: 2, triple: 3 };
const phrasesWanted = 60;
const spokenDigits = 'zero one two three four five six seven eight nine'.split(' ');

/** The value is the digits, `length` of them. */
export function digits(kind: string, { length }: { length: number }): Slot<string> {
  return {
    kind,
    expects: `${length} digits`,
    precedence: 0,
    samples: Array.from({ length: 5 }, (_, nth) => sampleOf(length, nth)),
    // Whole numbers, and many: an STT weighs what it may hear by how often it was told of it.
    phrases: Array.from({ length: phrasesWanted }, (_, nth) => sampleOf(length, nth)),
    find: (words, { asked }) => {
      const found = runsOf(words).filter(({ value }) => value.length === length);
      if (found.length > 0 || !asked) return found;
      const alike = words.map((word) => soundsLike[word] ?? word);
      return runsOf(alike).filter(
        ({ value, start, end }) => value.length === length && likened(words.slice(start, end)) <= likenedMax,
      );
    },
  };
}

function runsOf(words: readonly string[]): Found<string>[] {
  const runs: Found<string>[] = [];
  for (let start = 0; start < words.length; start++) {
    let end = start;
    let value = '';
    for (let next = digitsAt(words, end); next !== undefined; next = digitsAt(words, end)) {
      value += next.text;
      end += next.length;
    }
    if (end === start) continue;
    runs.push({ value, spoken: spokenAs(value), start, end });
    start = end - 1;
  }
  return runs;
}

function digitsAt(words: readonly string[], at: number): { text: string; length: number } | undefined {
  const word = words[at] ?? '';
  if (/^\d+$/.test(word)) return { text: word, length: 1 };
  const times = repeats[word];
  const one = digitOf(words[times === undefined ? at : at + 1] ?? '');
  if (one !== undefined) return { text: one.repeat(times ?? 1), length: times === undefined ? 1 : 2 };
  const many = times === undefined ? cardinalAt(words, at) : undefined;
  return many && { text: String(many.value), length: many.length };
}

function likened(words: readonly string[]): number {
  return words.filter((word) => soundsLike[word] !== undefined).length;
}

function digitOf(word: string): string | undefined {
  if (zeros.has(word)) return '0';
  const digit = spokenDigits.indexOf(word);
  return digit < 0 ? undefined : String(digit);
}

function spokenAs(value: string): string {
  return [...value].map((digit) => spokenDigits[Number(digit)]).join(' ');
}

/** Every digit begins one as often as any other, and stands behind each. */
function sampleOf(length: number, nth: number): string {
  const step = 1 + (Math.floor(nth / 10) % 9);
  return Array.from(
    { length },
    (_, at) => spokenDigits[(nth + at * step + Math.floor((at * nth) / 20)) % 10],
  ).join(' ');
}
