/**
 * Numbers in every form that callers give them: "two hundred and fifty", "twelve hundred", "two fifty",
 * "thirty eight and a half", "nine point five", "1.5", "half a dozen", "two and a half thousand".
 *
 * "two fifty" may be two things or one, so that a place has readings, the likeliest first: whoever knows
 * what is asked for takes the first that fits.
 */
import { tableOf } from './table.ts';
import { cardinalAt } from '../numbers.ts';

export interface NumberReading {
  value: number;
  /** Words it takes up. */
  length: number;
}

const scales = tableOf<number>({ thousand: 1000, grand: 1000, k: 1000, million: 1_000_000 });
const fixed: readonly (readonly [words: string, value: number])[] = [
  ['half a dozen', 6],
  ['a dozen', 12],
  ['a couple of', 2],
  ['a couple', 2],
  ['a single', 1],
  ['dozen', 12],
  ['nought', 0],
];
const digitWords = new Map(
  'zero one two three four five six seven eight nine'.split(' ').map((word, value) => [word, value]),
);

/** The readings of the number that begins at `start`, none where there is none. */
export function numbersAt(words: readonly string[], start: number): NumberReading[] {
  for (const [text, value] of fixed) {
    const parts = text.split(' ');
    if (parts.every((part, offset) => words[start + offset] === part))
      return [{ value, length: parts.length }];
  }
  const head = headAt(words, start);
  if (head === undefined) return [];
  const whole = scaled(words, start, withFraction(words, start, head));
  const shortened = shortHundreds(words, start, head);
  // "two fifty": what is longer explains more of what was said.
  return shortened === undefined ? [whole] : [shortened, whole];
}

function headAt(words: readonly string[], start: number): NumberReading | undefined {
  const word = words[start] ?? '';
  if (/^\d{1,9}(?:\.\d+)?$/.test(word)) return { value: Number(word), length: 1 };
  if (word === 'a' && scales.get(words[start + 1] ?? '') !== undefined) return { value: 1, length: 1 };
  return cardinalAt(words, start);
}

/** "point five", "and a half", "and a quarter". */
function withFraction(words: readonly string[], start: number, head: NumberReading): NumberReading {
  const at = start + head.length;
  if (words[at] === 'and' && words[at + 1] === 'a' && words[at + 2] === 'half')
    return { value: head.value + 0.5, length: head.length + 3 };
  if (words[at] !== 'point' && words[at] !== 'comma') return head;
  let digits = '';
  let length = head.length + 1;
  for (;;) {
    const word = words[start + length] ?? '';
    const digit = digitWords.get(word) ?? (/^\d{1,3}$/.test(word) ? word : undefined);
    if (digit === undefined || digits.length > 3) break;
    digits += String(digit);
    length++;
  }
  return digits === '' ? head : { value: Number(`${head.value}.${digits}`), length };
}

/** "two thousand five hundred", "three k". */
function scaled(words: readonly string[], start: number, head: NumberReading): NumberReading {
  const scale = scales.get(words[start + head.length] ?? '');
  if (scale === undefined) return head;
  const length = head.length + 1;
  const and = words[start + length] === 'and' ? 1 : 0;
  const rest = scale === 1000 ? cardinalAt(words, start + length + and) : undefined;
  const value = head.value * scale;
  return rest === undefined || rest.value > 999
    ? { value, length }
    : { value: value + rest.value, length: length + and + rest.length };
}

/** "two fifty" for 250, "twelve twenty five" for 1225; "five five" is none. */
function shortHundreds(
  words: readonly string[],
  start: number,
  head: NumberReading,
): NumberReading | undefined {
  if (head.length !== 1 || head.value < 1 || head.value > 19 || /\d/.test(words[start] ?? ''))
    return undefined;
  const rest = cardinalAt(words, start + 1);
  if (rest === undefined || rest.value < 10 || rest.value > 99) return undefined;
  return { value: head.value * 100 + rest.value, length: 1 + rest.length };
}
