/**
 * What was said, as words to compare, each with its place in the text.
 *
 *   "It's €1,200, on Sat. at 3pm" ─▶ it's · euro · 1200 ·, on · sat ·. at · 3 · pm
 *
 * Unlike `wordsOf`, it keeps pauses, which part one statement from the next, and places, so that a value can
 * be told in the caller's own words. STT gives neither points nor capitals: nothing here relies on them.
 */
import { tableOf } from './table.ts';

export interface Token {
  /** Lower case, without accents. */
  readonly text: string;
  /** For comparing: singular, without endings. */
  readonly stem: string;
  /** Characters of the text: [start, end). */
  readonly start: number;
  readonly end: number;
  /** What stood before it: nothing, a comma, the end of a sentence. */
  readonly pause: 0 | 1 | 2;
  /** Its sentence ends with a question mark. */
  readonly asks: boolean;
  readonly capital: boolean;
}

/** More of a turn is not read; the end is kept, since corrections come last. */
export const charactersMax = 2000;
const wordsMax = 300;

const shape =
  /(?<![\p{L}'])(?:(?:uh|um|mm)[ -]?(?:huh|hmm?)|mhm|n?uh[ -]uh)(?![\p{L}'])|[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}|\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)|\d{1,2}[:h]\d{2}(?!\d)|\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d{1,20}(?:\.\d{1,4}(?!\d))?(?:(?:st|nd|rd|th)\b)?|[ap]\.m\b\.?|[\p{L}\p{M}]+(?:['’‘][\p{L}\p{M}]+)*|[€$£@+&]|[.?!;…\n]|[,:—–()]/giu;

const symbols = tableOf<string>({
  '€': 'euro',
  $: 'dollar',
  '£': 'pound',
  '@': 'at',
  '+': 'plus',
  '&': 'and',
});
/** "uh-huh" is a yes, "uh-uh" a no. */
const grunts = /^(?:(?:uh|um|mm)[ -]?(?:huh|hmm?)|mhm|n?uh[ -]uh)$/i;
const fillers = new Set(['uh', 'um', 'er', 'erm', 'ah', 'hm', 'hmm', 'mm', 'eh', 'uhm', 'ahem']);
const titles = new Set(['mr', 'mrs', 'ms', 'dr', 'st', 'no']);

/** The words of a text; of a long one the last. */
export function tokensOf(text: string): Token[] {
  const from = Math.max(0, text.length - charactersMax);
  const tokens: (Token & { asks: boolean })[] = [];
  let pause: 0 | 1 | 2 = 0;
  let sentenceFrom = 0;
  shape.lastIndex = 0;
  for (const match of text.slice(from).matchAll(shape)) {
    const raw = match[0];
    const mark = pauseOf(raw);
    if (mark > 0) {
      const isTitle = raw === '.' && titles.has(tokens.at(-1)?.text ?? '');
      if (mark > pause && !isTitle) pause = mark;
      if (raw === '?') for (const token of tokens.slice(sentenceFrom)) token.asks = true;
      if (mark === 2) sentenceFrom = tokens.length;
      continue;
    }
    const word = plain(raw);
    const start = from + match.index;
    // "HM10209": letters of a code.
    const isFiller = fillers.has(word) && !/\d/.test(text[start + raw.length] ?? '');
    if (isFiller || word === '') continue;
    const token = { text: word, stem: stemOf(word), start, end: start + raw.length, asks: false };
    tokens.push({ ...token, pause: tokens.length === 0 ? 0 : pause, capital: /^\p{Lu}/u.test(raw) });
    pause = 0;
  }
  return joinHalves(tokens.slice(-wordsMax));
}

/** The words of tokens [start, end) as they stand in the text. */
export function wordsAt(text: string, tokens: readonly Token[], start: number, end: number): string {
  if (end <= start) return '';
  return text.slice(tokens[start]!.start, tokens[end - 1]!.end).slice(0, 200);
}

function pauseOf(raw: string): 0 | 1 | 2 {
  if (raw.length > 1) return 0;
  if (/[.?!;…\n]/.test(raw)) return 2;
  return /[,:—–()]/.test(raw) ? 1 : 0;
}

function plain(raw: string): string {
  if (grunts.test(raw)) return /^n?uh[ -]uh$/i.test(raw) ? 'no' : 'yes';
  const symbol = symbols.get(raw);
  if (symbol !== undefined) return symbol;
  if (raw.includes('@')) return raw.toLowerCase();
  if (/^[ap]\.m/i.test(raw)) return `${raw[0]!.toLowerCase()}m`;
  if (/^\d{1,2}h\d{2}$/i.test(raw)) return raw.toLowerCase().replace('h', ':');
  return raw
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’‘]/g, "'")
    .replace(/(?<=\d),/g, '')
    .replaceAll('ß', 'ss');
}

/** STT hears the letters of "p.m.": "three p m". */
function joinHalves(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    const hour = joined.at(-2)?.text ?? '';
    const isHalf = token.text === 'm' && (before?.text === 'a' || before?.text === 'p');
    if (isHalf && (hourWords.has(hour) || /^\d|clock$/.test(hour))) {
      const text = `${before!.text}m`;
      joined[joined.length - 1] = { ...before!, text, stem: text, end: token.end };
    } else joined.push(token);
  }
  return joined;
}

const hourWords = new Set(
  'one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty'.split(
    ' ',
  ),
);

/** "scarves" and "scarf", "wrapping" and "wrap", "colour" and "color" are alike. Compared, never shown. */
export function stemOf(marked: string): string {
  // "we'd" is not to be taken for "wed".
  if (/'(?:d|ll|ve|re|m)$/.test(marked)) return marked;
  let word = marked.replace(/'s$|s'$/, '').replaceAll("'", '');
  if (word.length < 4 || /\d/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) word = `${word.slice(0, -3)}y`;
  else if (/(?:ch|sh|ss|x|z)es$/.test(word)) word = word.slice(0, -2);
  else if (/[^sui]s$/.test(word)) word = word.slice(0, -1);
  if (word.length > 5) word = word.replace(/(?:ing|ed)$/, '');
  if (word.length > 6) word = word.replace(/ery$/, 'er');
  word = word
    .replace(/([bdgmnprt])\1$/, '$1')
    .replace(/our$/, 'or')
    .replace(/^grey/, 'gray');
  if (word.length > 4) word = word.replace(/e$/, '');
  return word.replace(/f$/, 'v');
}
