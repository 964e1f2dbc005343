/**
 * Reads a text as runs of digits, typed or spoken, so that "0171 2345678" and "null eins sieben eins ..." are one thing.
 *
 * A run is what one breath would give: digits with blanks, dashes, dots, brackets between. A comma or "and then" joins
 * single digits only ("four, one, one"), or else lists of sizes and prices would become one long number. Groups of four
 * over commas are joined weakly: together they are a card or they are a list.
 */
import { isFiller, spokenWord, type SpokenWord } from './spoken-digits.ts';

/** Digits without a comma between them. */
export interface DigitGroup {
  start: number;
  end: number;
  digits: string;
}

export interface DigitRun {
  /** It begins with "+" or "plus". */
  plus: boolean;
  /** Joined weakly: mostly one. */
  groups: DigitGroup[];
}

interface Item extends DigitGroup {
  /** It says one digit, perhaps several times. */
  single: boolean;
}

interface Token {
  start: number;
  text: string;
  kind: 'word' | 'digits' | 'gap';
  spoken: SpokenWord | undefined;
}

type Join = 'strong' | 'weak' | 'none';

const tokenPattern = /(?<word>[\p{L}\p{M}]+)|(?<digits>\p{Nd}+)|[^\p{L}\p{M}\p{Nd}]+/gu;
const strongGap = /^[\p{Zs}\t\p{Pd}./()_*\p{Cf}]*$/u;
const softGap = /^[\p{Zs}\t\p{Pd}./()_*\p{Cf},;…]*$/u;
const fillersMax = 3;

export function digitRuns(text: string): DigitRun[] {
  const tokens = tokensOf(text);
  const runs: DigitRun[] = [];
  let last: Item | undefined;
  for (let index = 0; index < tokens.length;) {
    const read = readItem(tokens, index);
    if (read === undefined) {
      index += 1;
      continue;
    }
    const { item } = read;
    const plus = saysPlus(tokens, index);
    const join = last === undefined || plus ? 'none' : joinOf(text, last, item);
    const groups = runs.at(-1)?.groups;
    if (join === 'none' || groups === undefined) {
      const { start, end, digits } = item;
      runs.push({ plus, groups: [{ start, end, digits }] });
    } else if (join === 'weak') {
      groups.push({ start: item.start, end: item.end, digits: item.digits });
    } else {
      const group = groups.at(-1)!;
      group.end = item.end;
      group.digits += item.digits;
    }
    last = item;
    index = read.next;
  }
  return runs;
}

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(tokenPattern), ({ index: start, 0: found, groups }) => {
    if (groups?.['digits'] !== undefined) {
      return { start, text: found, kind: 'digits', spoken: { kind: 'digits', digits: asciiDigits(found) } };
    }
    const isWord = groups?.['word'] !== undefined;
    const spoken = isWord ? spokenWord(folded(found)) : undefined;
    return { start, text: found, kind: isWord ? 'word' : 'gap', spoken };
  });
}

/** No spoken digit has so many letters. */
function folded(word: string): string {
  return word.length > 40 ? '' : word.normalize('NFC').toLowerCase();
}

/** Digits of other scripts count; which they are does not matter. */
function asciiDigits(digits: string): string {
  return /^[0-9]+$/.test(digits) ? digits : digits.normalize('NFKC').replaceAll(/[^0-9]/gu, '0');
}

function readItem(tokens: readonly Token[], index: number): { item: Item; next: number } | undefined {
  const token = tokens[index]!;
  if (token.spoken === undefined) return undefined;
  const { start } = token;
  const itemTo = (last: number, digits: string, single: boolean): { item: Item; next: number } => {
    const end = tokens[last]!.start + tokens[last]!.text.length;
    return { item: { start, end, digits, single }, next: last + 1 };
  };
  if (token.spoken.kind === 'digits') {
    return itemTo(index, token.spoken.digits, token.spoken.digits.length === 1);
  }
  const unit = singleDigitAfter(tokens, index, token.spoken.kind === 'times');
  if (token.spoken.kind === 'times') {
    return unit === undefined ? undefined : itemTo(unit.index, unit.digit.repeat(token.spoken.count), true);
  }
  const { digits } = token.spoken;
  return unit === undefined || unit.digit === '0'
    ? itemTo(index, digits, false)
    : itemTo(unit.index, digits[0]! + unit.digit, false);
}

/** The spoken digit behind "double" or "twenty"; "zweimal die vier" has a word between. */
function singleDigitAfter(
  tokens: readonly Token[],
  index: number,
  overFiller: boolean,
): { index: number; digit: string } | undefined {
  let at = index + 1;
  if (tokens[at]?.kind === 'gap' && strongGap.test(tokens[at]!.text)) at += 1;
  if (overFiller && tokens[at]?.kind === 'word' && isFiller(folded(tokens[at]!.text))) at += 2;
  const token = tokens[at];
  if (token?.spoken?.kind !== 'digits' || token.spoken.digits.length !== 1) return undefined;
  // "twenty 5" is two numbers.
  if (!overFiller && token.kind === 'digits') return undefined;
  return { index: at, digit: token.spoken.digits };
}

function joinOf(text: string, last: Item, item: Item): Join {
  const between = text.slice(last.end, item.start);
  if (strongGap.test(between)) return 'strong';
  if (last.single && item.single) return isSoft(between) ? 'strong' : 'none';
  const inFours = last.digits.length === 4 && item.digits.length <= 4;
  return inFours && softGap.test(between) ? 'weak' : 'none';
}

function isSoft(between: string): boolean {
  // A sentence without digits is no filler: do not even look at it.
  if (between.length > 64) return false;
  const words = between.match(/[\p{L}\p{M}]+/gu) ?? [];
  if (words.length > fillersMax || !words.every((word) => isFiller(folded(word)))) return false;
  return softGap.test(between.replaceAll(/[\p{L}\p{M}]+/gu, ' '));
}

function saysPlus(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  if (before?.kind !== 'gap') return false;
  if (before.text.trimEnd().endsWith('+')) return true;
  return before.text.trim() === '' && folded(tokens[index - 2]?.text ?? '') === 'plus';
}
