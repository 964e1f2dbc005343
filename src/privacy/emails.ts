/**
 * Finds e-mail addresses, written ("anna.smith@example.com") and spoken ("anna dot smith at example dot com").
 *
 * What is spoken has no end that can be seen: in front of "at" stands one word, with what "dot", spelled letters and
 * digits join to it; behind it up to three words, and then a dot. Every character is looked at a few times at most,
 * since no search goes beyond the next "@" or "at".
 */
import type { Finding } from './finding.ts';
import { spokenWord } from './spoken-digits.ts';

const localChar = /[\p{L}\p{M}\p{N}._%+'-]/u;
const domainChar = /[\p{L}\p{M}\p{N}.-]/u;
const writtenDomain = /^[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*\.\p{L}[\p{L}\p{M}]+/u;
const dots = new Set(['dot', 'punkt', 'point']);
const joiners = new Set([
  ...dots,
  'dash',
  'hyphen',
  'minus',
  'bindestrich',
  'strich',
  'underscore',
  'unterstrich',
  'plus',
]);
const ats = new Set(['at', 'ät', 'klammeraffe', 'affenschwanz']);
/** "at google mail dot com". */
const domainWordsMax = 3;

export function findEmails(text: string): Finding[] {
  const written = findWritten(text);
  const spoken = findSpoken(text).filter(
    ({ start, end }) => !written.some((other) => start < other.end && other.start < end),
  );
  return [...written, ...spoken].sort((one, other) => one.start - other.start);
}

function findWritten(text: string): Finding[] {
  const found: Finding[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > from && localChar.test(text[start - 1]!)) start -= 1;
    let end = at + 1;
    while (end < text.length && domainChar.test(text[end]!)) end += 1;
    const domain = writtenDomain.exec(text.slice(at + 1, end));
    if (start === at || domain === null) continue;
    from = at + 1 + domain[0].length;
    found.push({ start, end: from, label: 'email' });
  }
  return found;
}

interface Word {
  start: number;
  end: number;
  text: string;
}

function findSpoken(text: string): Finding[] {
  // Words with nothing but blanks between belong together; anything else is a wall.
  const words: (Word | undefined)[] = [];
  for (const { index, 0: found } of text.matchAll(/[\p{L}\p{M}\p{N}._-]+|[^\p{L}\p{M}\p{N}._\s-]+/gu)) {
    const isWord = /^[\p{L}\p{M}\p{N}]/u.test(found);
    const bare = found.replace(/[._-]+$/, '');
    words.push(isWord ? { start: index, end: index + bare.length, text: bare.toLowerCase() } : undefined);
  }
  const found: Finding[] = [];
  let from = 0;
  for (const [index, word] of words.entries()) {
    if (word === undefined || !ats.has(word.text)) continue;
    const first = localFrom(words, index, from);
    const last = domainTo(words, index);
    if (first === undefined || last === undefined) continue;
    found.push({ start: words[first]!.start, end: words[last]!.end, label: 'email' });
    from = last + 1;
  }
  return found;
}

/** Where what stands before "at" begins. */
function localFrom(words: readonly (Word | undefined)[], at: number, from: number): number | undefined {
  let first = at - 1;
  if (!isPart(words[first]) || first < from) return undefined;
  while (first > from) {
    const before = words[first - 1];
    if (before === undefined || ats.has(before.text)) break;
    const joined = joiners.has(before.text);
    if (joined && first - 2 >= from && isPart(words[first - 2])) first -= 2;
    else if (isSpelled(words[first]!) && isPart(before)) first -= 1;
    else break;
  }
  return first;
}

/** Where the domain behind "at" ends; undefined where there is none. */
function domainTo(words: readonly (Word | undefined)[], at: number): number | undefined {
  const next = words[at + 1];
  if (next !== undefined && writtenDomain.test(next.text)) return at + 1;
  let last: number | undefined;
  for (let index = at + 1, sinceDot = 0; sinceDot <= domainWordsMax; index += 1) {
    const word = words[index];
    if (word === undefined || ats.has(word.text)) break;
    if (dots.has(word.text)) {
      if (sinceDot === 0 || !isPart(words[index + 1])) break;
      last = index + 1;
      // "dot d e": the letters of a country are spelled.
      if (isLetter(words[last]) && isLetter(words[last + 1])) last += 1;
      index = last;
      if (!dots.has(words[last + 1]?.text ?? '')) break;
      sinceDot = 1;
    } else {
      sinceDot += 1;
    }
  }
  return last;
}

function isPart(word: Word | undefined): word is Word {
  return word !== undefined && !joiners.has(word.text) && !ats.has(word.text);
}

/** A letter or a digit, which goes with the one before it. */
function isSpelled({ text }: Word): boolean {
  return text.length === 1 || spokenWord(text) !== undefined || /^\p{N}+$/u.test(text);
}

function isLetter(word: Word | undefined): boolean {
  return word !== undefined && /^\p{L}$/u.test(word.text);
}
