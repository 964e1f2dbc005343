/**
 * A number that is read out digit by digit: "four one double oh seven", "41 007".
 *
 * What stands between two digits ends the number, so two numbers in a sentence are two. A run of another length
 * is none: half a number is asked for again rather than taken.
 */
import { cardinalAt } from './numbers.ts';
import type { Found, Slot } from './slot.ts';

const zeros = new Set(['oh', 'o', 'zero', 'nought', 'null']);
const repeats: Readonly<Record<string, number>> = { double: 2, triple: 3 };
const spokenDigits = 'zero one two three four five six seven eight nine'.split(' ');

/** The value is the digits, `length` of them. */
export function digits(kind: string, { length }: { length: number }): Slot<string> {
  return {
    kind,
    precedence: 0,
    samples: Array.from({ length: 5 }, (_, nth) => sampleOf(length, nth)),
    // Every digit behind every other, which is all that an STT has to know.
    phrases: spokenDigits.flatMap((one) => [
      ...spokenDigits.map((other) => `${one} ${other}`),
      `double ${one}`,
    ]),
    find: (words) => runsOf(words).filter(({ value }) => value.length === length),
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

function digitOf(word: string): string | undefined {
  if (zeros.has(word)) return '0';
  const digit = spokenDigits.indexOf(word);
  return digit < 0 ? undefined : String(digit);
}

function spokenAs(value: string): string {
  return [...value].map((digit) => spokenDigits[Number(digit)]).join(' ');
}

function sampleOf(length: number, nth: number): string {
  return Array.from({ length }, (_, at) => spokenDigits[(nth * 3 + at * 7 + 1) % 10]).join(' ');
}
