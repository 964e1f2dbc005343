/** Times of day: what `time()` of this folder's parent finds, and "between three and four", "this evening at nine". */
import { tableOf } from './table.ts';
import { fromIsoTime, isoTime, type LocalTime } from '../calendar.ts';
import { cardinalAt } from '../numbers.ts';
import { takenWord } from '../slot.ts';
import { time } from '../time-slot.ts';

export interface FoundTime {
  value: string;
  start: number;
  end: number;
  /** More than a bare number was said. */
  sure: boolean;
  /** "after six" may be of anything. */
  loose?: boolean;
}

const finder = time();
const leads = new Set([
  'between',
  'about',
  'after',
  'before',
  'until',
  'from',
  'towards',
  'toward',
  'past',
  'till',
]);
const halves = tableOf<'morning' | 'later'>({
  morning: 'morning',
  afternoon: 'later',
  evening: 'later',
  night: 'later',
});

/**
 * @param words `takenWord` where something else was found.
 * @param asked the agent has just asked for a time.
 * @param putsRight whether the words [from, to) put right what stood before them.
 */
export function timesIn(
  words: readonly string[],
  now: LocalTime,
  asked: boolean,
  putsRight: (from: number, to: number) => boolean,
): FoundTime[] {
  const found: FoundTime[] = finder.find(words, { ...now, asked }).map(({ value, start, end }) => ({
    value: inHalf(words, start, value),
    start,
    end,
    sure: isSure(words, start, end),
  }));
  for (let at = 0; at + 1 < words.length; at++) {
    if (!leads.has(words[at]!) || found.some(({ start, end }) => at + 1 >= start && at + 1 < end)) continue;
    const [first] = finder.find(['at', ...words.slice(at + 1, at + 6)], { ...now, asked: false });
    if (first === undefined || first.start !== 1 || cardinalAt(words, at + 1) === undefined) continue;
    const end = at + first.end;
    found.push({ value: inHalf(words, at + 1, first.value), start: at + 1, end, sure: false, loose: true });
  }
  const last = found.reduce((end, time) => Math.max(end, time.end), 0);
  // "at three, no, make that four"
  const end = last > 0 ? Math.min(words.length, last + 9) : 0;
  for (let at = last; at < end; at++) {
    if (cardinalAt(words, at) === undefined || !putsRight(last, at)) continue;
    const [first] = finder.find(['at', ...words.slice(at, at + 5)], { ...now, asked: false });
    if (first === undefined || first.start !== 1) continue;
    found.push({ value: inHalf(words, at, first.value), start: at, end: at + first.end - 1, sure: false });
    break;
  }
  return found.sort((left, right) => left.start - right.start);
}

function isSure(words: readonly string[], start: number, end: number): boolean {
  const number = cardinalAt(words, start);
  return number === undefined || number.length < end - start || words[start] === takenWord;
}

/** "this evening at nine" is 21:00: the half of the day may come first, right before. */
function inHalf(words: readonly string[], start: number, value: string): string {
  const minutes = fromIsoTime(value)!;
  let at = start - 1;
  while (at > 0 && start - at < 3 && /^(?:at|around|about|by|say|from)$/.test(words[at]!)) at--;
  const half = halves.get(words[at] ?? '');
  if (half === 'morning' && minutes >= 13 * 60) return isoTime(minutes - 720);
  if (half === 'later' && minutes < 12 * 60) return isoTime(minutes + 720);
  return value;
}
