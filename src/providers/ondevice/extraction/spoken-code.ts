/**
 * What is said sign by sign: telephone numbers, order numbers, codes.
 *
 *   "a for alpha dash double five oh twenty three" ─▶ "a-550" + "23"
 *
 * A run goes on over pauses, since callers group digits as they like, and ends with the first other word.
 */
import { tableOf } from './table.ts';
import { cardinalAt } from '../numbers.ts';
import type { Token } from './tokens.ts';

export interface CodeRun {
  /** Lower case; `-`, `/`, `.` and `+` where they were said. */
  text: string;
  start: number;
  end: number;
  digits: number;
}

const digits = tableOf<string>({
  zero: '0',
  oh: '0',
  o: '0',
  nought: '0',
  null: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
});
const repeats = tableOf<number>({ double: 2, triple: 3, treble: 3 });
const signs = tableOf<string>({ dash: '-', hyphen: '-', slash: '/', plus: '+' });
const alphabet = new Map(
  (
    'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec ' +
    'romeo sierra tango uniform victor whiskey x-ray yankee zulu'
  )
    .split(' ')
    .map((word) => [word, word[0]!]),
);
/** Between groups, inside a run. */
const joiners = new Set(['then', 'and']);
/** What STT makes of a digit between digits. */
const soundsLike = tableOf<string>({ to: '2', too: '2', for: '4', won: '1', ate: '8' });

/** Runs with at least one digit and two signs, the longest at every place. */
export function codeRuns(tokens: readonly Token[]): CodeRun[] {
  const runs: CodeRun[] = [];
  for (let start = 0; start < tokens.length; start++) {
    const run = runAt(tokens, start);
    if (run === undefined) continue;
    runs.push(run);
    start = run.end - 1;
  }
  return runs;
}

function runAt(tokens: readonly Token[], start: number): CodeRun | undefined {
  let text = '';
  let at = start;
  let end = start;
  while (at < tokens.length && text.length < 40) {
    const piece = pieceAt(tokens, at, text !== '');
    if (piece === undefined) {
      const joins = text !== '' && joiners.has(tokens[at]!.text) && pieceAt(tokens, at + 1, true);
      if (joins !== false && joins !== undefined && /\d/.test(joins.text)) at++;
      else break;
    } else {
      text += piece.text;
      at += piece.length;
      end = at;
    }
  }
  const count = text.replace(/\D/g, '').length;
  return count === 0 || text.length < 2 ? undefined : { text, start, end, digits: count };
}

interface Piece {
  text: string;
  length: number;
}

function pieceAt(tokens: readonly Token[], at: number, inside: boolean): Piece | undefined {
  const word = tokens[at]?.text ?? '';
  const next = tokens[at + 1]?.text ?? '';
  const repeat = repeats.get(word);
  if (repeat !== undefined) {
    const sign = signOf(next);
    return sign === undefined ? undefined : { text: sign.repeat(repeat), length: 2 };
  }
  const homophone = inside ? soundsLike.get(word) : undefined;
  if (homophone !== undefined && signOf(next) !== undefined && signOf(next)! >= '0' && signOf(next)! <= '9')
    return { text: homophone, length: 1 };
  if (signs.get(word) !== undefined && (inside || word === 'plus'))
    return { text: signs.get(word)!, length: 1 };
  if (/^\d{1,20}$/.test(word)) return { text: word, length: 1 };
  const number = digits.get(word) === undefined ? cardinalAt(words(tokens, at), 0) : undefined;
  if (number !== undefined && number.value > 9) return { text: String(number.value), length: number.length };
  if (digits.get(word) !== undefined && next === 'hundred')
    return { text: `${digits.get(word)}00`, length: 2 };
  if (digits.get(word) !== undefined && next === 'thousand')
    return { text: `${digits.get(word)}000`, length: 2 };
  const letter = letterAt(tokens, at, inside);
  if (letter !== undefined) return letter;
  return digits.get(word) === undefined ? undefined : { text: digits.get(word)!, length: 1 };
}

/** "b", "bravo", "b for bravo", "b as in bravo"; "a" and "i" only where a sign follows. */
function letterAt(tokens: readonly Token[], at: number, inside: boolean): Piece | undefined {
  const word = tokens[at]?.text ?? '';
  const spelled = alphabet.get(word);
  if (spelled !== undefined) return { text: spelled, length: 1 };
  if (!/^[a-z]{1,3}$/.test(word) || digits.get(word) !== undefined) return undefined;
  const next = tokens[at + 1]?.text ?? '';
  if (word.length > 1) {
    // "AB12345" comes as "ab" and "12345", with nothing between them.
    const glued = tokens[at + 1]?.start === tokens[at]?.end || /^-?$/.test(next);
    return glued && /^\d/.test(next) ? { text: word, length: 1 } : undefined;
  }
  const as = next === 'for' || next === 'like' ? 1 : next === 'as' && tokens[at + 2]?.text === 'in' ? 2 : 0;
  const example = tokens[at + 1 + as]?.text ?? '';
  if (as > 0 && example.length > 2 && example.startsWith(word)) return { text: word, length: 2 + as };
  const followed =
    signOf(next) !== undefined || repeats.get(next) !== undefined || /^\d/.test(next) || signs.has(next);
  return followed || (inside && word !== 'a' && word !== 'i') ? { text: word, length: 1 } : undefined;
}

function signOf(word: string): string | undefined {
  return digits.get(word) ?? (/^(?:\d|[b-hj-z])$/.test(word) ? word : alphabet.get(word));
}

function words(tokens: readonly Token[], at: number): string[] {
  return tokens.slice(at, at + 6).map(({ text }) => text);
}
