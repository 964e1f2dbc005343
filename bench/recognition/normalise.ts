/**
 * The normaliser decides which spellings are the same spoken words, so that the word error rate
 * counts what was misheard and not how it was written down.
 *
 * One rule holds it together: reference and hypothesis go through the same function, which knows
 * neither which of the two it has nor what the other says. Rules are spelling only (case,
 * punctuation, figures, initials, a few variants of one word); no rule knows a benchmark sentence.
 */
import { cardinalWords, ordinalWords } from './number-words.ts';

/** What stands for a spoken word when it is written as a sign, where it stands between words. */
const signs: Record<string, string> = { '&': 'and', '%': 'percent', '+': 'plus', '=': 'equals', '@': 'at' };

/** The same spoken word, spelt another way: left side to right side. */
const variants: Record<string, string> = {
  mr: 'mister',
  mrs: 'missus',
  dr: 'doctor',
  vs: 'versus',
  etc: 'et cetera',
  ok: 'okay',
  alright: 'all right',
  goodbye: 'good bye',
  fourtieth: 'fortieth',
  whisky: 'whiskey',
  grey: 'gray',
  cancelled: 'canceled',
  cancelling: 'canceling',
  dialled: 'dialed',
  dialling: 'dialing',
  catalogue: 'catalog',
  dialogue: 'dialog',
  programme: 'program',
  licence: 'license',
  travelled: 'traveled',
  travelling: 'traveling',
};
/** British spellings with a rule behind them, and their American twins: colour, centre, recognise, analyse. */
const endings: readonly [RegExp, string][] = [
  [/^(col|fav|hon|lab|neighb|behavi|harb|flav)our/, '$1or'],
  [/^(cent|theat|met|lit|fib)re(s?)$/, '$1er$2'],
  [/^(apolog|author|custom|final|organ|prior|real|recogn|summar|util)is(?=[ei]|at)/, '$1iz'],
  [/^(anal|paral)ys(?=[ei])/, '$1yz'],
];

/** Notes about a sound, not words: `[music]`, `<noise>`, `(beep)`. */
const notes = /\[[^\]]*\]|<[^>]*>|\([^)]*\)/g;

export function normaliseWords(text: string): string[] {
  const spaced = text
    // Accents come off their letters and are dropped.
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(notes, ' ')
    // Initials lose their points before any other point becomes a space: "a.m." is two letters.
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1 ')
    .replace(/[&%+=@]/g, (sign) => ` ${signs[sign]} `)
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/\d+(?:st|nd|rd|th)\b/g, (figures) => ` ${ordinalWords(Number.parseInt(figures, 10))} `)
    .replace(/(\d)\.(?=\d)/g, '$1 point ')
    .replace(/\d+/g, (figures) => ` ${cardinalWords(figures)} `)
    .replace(/[^a-z' ]+/g, ' ')
    // An apostrophe belongs to a word only inside it.
    .replace(/(?<![a-z])'+|'+(?![a-z])/g, ' ');
  return joinInitials(spaced.split(' ').filter((word) => word !== '')).flatMap(respell);
}

function respell(word: string): string[] {
  const variant = variants[word];
  if (variant !== undefined) return variant.split(' ');
  for (const [pattern, replacement] of endings) {
    if (pattern.test(word)) return [word.replace(pattern, replacement)];
  }
  return [word];
}

/** "p b x" and "pbx" are one word: a run of single letters is written together. */
function joinInitials(words: readonly string[]): string[] {
  const joined: string[] = [];
  let previousWasLetter = false;
  for (const word of words) {
    const isLetter = word.length === 1;
    if (isLetter && previousWasLetter) joined[joined.length - 1] += word;
    else joined.push(word);
    previousWasLetter = isLetter;
  }
  return joined;
}
