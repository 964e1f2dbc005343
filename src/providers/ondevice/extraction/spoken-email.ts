/** E-mail addresses as they are said: "anna dot k at example dot com"; typed ones are one word already. */
import { tableOf } from './table.ts';
import { cardinalAt } from '../numbers.ts';
import { commonWords } from './common-words.ts';
import { smallWords } from './small-words.ts';
import type { Token } from './tokens.ts';

export interface FoundEmail {
  value: string;
  start: number;
  end: number;
}

const signs = tableOf<string>({
  dot: '.',
  point: '.',
  period: '.',
  underscore: '_',
  dash: '-',
  hyphen: '-',
  minus: '-',
  plus: '+',
});
/** An address does not begin before these. */
const before = new Set(
  (
    "is it's its that's thats to my the email mail e address at me use under and or not no yes please sure of " +
    'as be with for on reach i was send write sorry meant actually so okay ok well right new also by via a'
  ).split(' '),
);
const everyday = new Set(commonWords.split(/\s+/));
const skipped = new Set(['all', 'lowercase', 'lower', 'case', 'word', 'together']);
const localWordsMax = 12;

export function emailsIn(tokens: readonly Token[]): FoundEmail[] {
  const found: FoundEmail[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.text.includes('@')) found.push({ value: token.text, start: at, end: at + 1 });
    else if (token.text === 'at' && at > 0) {
      const domain = domainAt(tokens, at + 1);
      const local = domain && localBefore(tokens, at, found.at(-1)?.end ?? 0);
      if (domain === undefined || local === undefined) continue;
      found.push({ value: `${local.text}@${domain.text}`, start: local.start, end: domain.end });
      at = domain.end - 1;
    }
  }
  return found;
}

/** "example dot com", "my shop dot co dot uk": words, and at least one "dot" with a word after it. */
function domainAt(tokens: readonly Token[], start: number): { text: string; end: number } | undefined {
  let text = '';
  let dots = 0;
  let end = start;
  for (let at = start; at < tokens.length && at < start + 10; at++) {
    const { text: word, pause } = tokens[at]!;
    if (pause === 2 && dots > 0 && !text.endsWith('.')) break;
    const sign = signs.get(word);
    if (sign !== undefined) {
      if (text === '' || /[.-]$/.test(text)) break;
      text += sign;
      if (sign === '.') dots++;
      continue;
    }
    // After the last dot there is one word: what follows it is another sentence.
    if (dots > 0 && !text.endsWith('.') && !text.endsWith('-')) break;
    if (!/^[a-z0-9]+$/.test(word)) break;
    text += word;
    end = at + 1;
  }
  return dots > 0 && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(text) ? { text, end } : undefined;
}

function localBefore(
  tokens: readonly Token[],
  at: number,
  from: number,
): { text: string; start: number } | undefined {
  let start = at;
  let signed = false;
  while (start > from && start > at - localWordsMax) {
    const { text } = tokens[start - 1]!;
    const isSpelledA = text === 'a' && start < at && /^(?:[a-z]|dot|underscore)$/.test(tokens[start]!.text);
    if (
      (before.has(text) || (smallWords.has(text) && !/^(?:one|o|first|me|my|mail|info)$/.test(text))) &&
      !isSpelledA
    )
      break;
    if (text.includes('@') || text.includes("'")) break;
    // "write to susan dot lane": words beside one another are one name only where nothing joins the others.
    const joins = start < at && isPlainWord(text) && isPlainWord(tokens[start]!.text);
    if (joins && (signed || everyday.has(text))) break;
    if (signs.has(text)) signed = true;
    start--;
    if (tokens[start]!.pause > 0) break;
  }
  let text = '';
  for (let index = start; index < at; index++) {
    const word = tokens[index]!.text;
    if (skipped.has(word)) continue;
    const double = word === 'double' && /^[a-z0-9]$/.test(tokens[index + 1]?.text ?? '');
    if (double) {
      text += tokens[index + 1]!.text;
      continue;
    }
    const number = cardinalAt(
      tokens.slice(index, Math.min(at, index + 4)).map((token) => token.text),
      0,
    );
    if (number === undefined) text += signs.get(word) ?? word.replaceAll("'", '');
    else {
      text += String(number.value);
      index += number.length - 1;
    }
  }
  return /^[a-z0-9]+(?:[._+-][a-z0-9]+)*$/.test(text) ? { text, start } : undefined;
}

function isPlainWord(word: string): boolean {
  return word.length > 1 && !signs.has(word) && /^[a-z']+$/.test(word) && cardinalAt([word], 0) === undefined;
}
