/**
 * What is heard when digits are expected, said one by one: "four one double oh one six".
 *
 * Every digit follows every other alike often, three deep: else the grammar would prefer the pairs that the agent's
 * own examples happen to hold. Where it is known how many digits there are, a recogniser that knows little else
 * hears along (see `DigitReading`): the likeliest reading may lack a digit that was said quickly, the next ones do not.
 */
import type { Expectation } from '../../contracts/turn-detector.ts';

export const digitWords = 'zero one two three four five six seven eight nine'.split(' ');
const digitSet = new Set([...digitWords, 'oh']);
const repeats: Readonly<Record<string, number>> = { double: 2, triple: 3 };
const leads = [
  'my number is',
  'my customer number is',
  'my post code is',
  'the number is',
  'it is',
  "it's",
  'that is',
  'yes it is',
];
/** Of a number whose length is not known. */
const lengthDefault = 6;
const inTheGrammar = 250;
const inTheReading = 1000;
/** Lengths that are kept: no house has more kinds of number. */
const lengthsMax = 8;
const readings = new Map<number, readonly string[]>();

/** How many digits are waited for; undefined where none are, or any number of them. */
export function digitsWanted(expects: Expectation | undefined): number | undefined {
  const count = expects?.endsWith(' digits') === true ? Number.parseInt(expects, 10) : Number.NaN;
  return count > 1 ? count : undefined;
}

/** Whether digits are waited for, so many or any number of them. */
export function expectsDigits(expects: Expectation | undefined): boolean {
  return expects === 'number' || expects === 'phone-number' || digitsWanted(expects) !== undefined;
}

/** Beside what else is likely to be said. */
export function digitPhrases(count: number = lengthDefault): readonly string[] {
  return [...numbers(count, inTheGrammar), ...shortened(), ...led()];
}

/** For a recogniser of nothing but digits. Made once for each length. */
export function readingPhrases(count: number): readonly string[] {
  const made = readings.get(count) ?? [...numbers(count, inTheReading), ...shortened(), ...led()];
  if (readings.size >= lengthsMax) readings.clear();
  readings.set(count, made);
  return made;
}

/** How many digits the words say, behind what leads to them; undefined where none, or where words follow. */
export function countDigits(words: readonly string[]): number | undefined {
  let count = 0;
  let times = 1;
  for (const word of words) {
    const repeat = repeats[word];
    if (repeat !== undefined && times === 1) times = repeat;
    else if (digitSet.has(word)) {
      count += times;
      times = 1;
    } else if (count > 0 || times > 1) return undefined;
  }
  return times > 1 || count === 0 ? undefined : count;
}

/** How many of the words are digits. */
export function digitsAmong(words: readonly string[]): number {
  return words.filter((word) => digitSet.has(word)).length;
}

function numbers(length: number, count: number): string[] {
  const ring = digitRing();
  const step = ring.length / count;
  return Array.from({ length: count }, (_, nth) =>
    Array.from({ length }, (_unused, at) => ring[(Math.floor(nth * step) + at) % ring.length]).join(' '),
  );
}

function shortened(): string[] {
  return digitWords.flatMap((digit) => [
    `oh ${digit}`,
    `${digit} oh`,
    `${digit} oh oh ${digit}`,
    `double ${digit}`,
    `triple ${digit}`,
    `double oh ${digit}`,
    `triple oh ${digit}`,
    ...digitWords.flatMap((before) => [`${before} double ${digit}`, `double ${before} ${digit}`]),
  ]);
}

function led(): string[] {
  return leads.flatMap((lead) => digitWords.map((digit) => `${lead} ${digit}`));
}

/** A ring of a thousand digits in which every three of them follow each other once (de Bruijn). */
function digitRing(): string[] {
  const ring: string[] = [];
  const word = [0, 0, 0, 0];
  const extend = (at: number, period: number): void => {
    if (at > 3) {
      if (3 % period === 0) ring.push(...word.slice(1, period + 1).map((digit) => digitWords[digit]!));
      return;
    }
    word[at] = word[at - period]!;
    extend(at + 1, period);
    for (let digit = word[at - period]! + 1; digit < digitWords.length; digit += 1) {
      word[at] = digit;
      extend(at + 1, at);
    }
  };
  extend(1, 1);
  return ring;
}
