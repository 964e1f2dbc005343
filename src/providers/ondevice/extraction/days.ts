/**
 * Days in every form: what `day()` of this folder's parent finds, and "tomorrow week", "a week on Thursday",
 * "last Friday", "12 May 2027", "12/05/2027". The value is "2027-05-12".
 */
import {
  addDays,
  calendarDay,
  compareDays,
  fromIsoDay,
  isoDay,
  monthNames,
  weekdayNames,
  weekdayOf,
  type CalendarDay,
  type LocalTime,
} from '../calendar.ts';
import { day } from '../day-slot.ts';
import { cardinalAt } from '../numbers.ts';
import type { Token } from './tokens.ts';

export interface FoundDay {
  value: string;
  start: number;
  end: number;
  /** "the third" alone may be a day or the third of a list. */
  sure: boolean;
}

const finder = day();
const shortNames = new Map(
  [...weekdayNames, ...monthNames].flatMap((name) => [
    [name.slice(0, 3), name],
    [`${name.slice(0, 3)}s`, name],
    [name.slice(0, 4), name],
    [name.slice(0, 5), name],
  ]),
);
/** Words of their own: they count only beside a number. */
const doubtful = new Set([
  'sat',
  'sun',
  'wed',
  'mon',
  'mar',
  'marc',
  'jun',
  'jan',
  'dec',
  'may',
  'mond',
  'augu',
]);

/** @param asked the agent has just asked for a day. */
export function daysIn(tokens: readonly Token[], time: LocalTime, asked: boolean): FoundDay[] {
  const words = tokens.map((token, index) => longName(tokens, token, index));
  const found: FoundDay[] = [];
  for (let start = 0; start < words.length; start++) {
    const match = ownAt(words, start, time.today) ?? commonAt(words, start, time, asked);
    if (match === undefined) continue;
    const withYear = yearAfter(
      words,
      start + match.length,
      match.day,
      words.slice(start, start + match.length),
    );
    const end = withYear?.end ?? start + match.length;
    const value = isoDay(withYear?.day ?? match.day);
    const before = found.at(-1);
    // "Thursday the twelfth": one day, and the date says which.
    const isApart =
      tokens[start]!.pause > 0 &&
      before?.end === start &&
      weekdayOf(fromIsoDay(before.value)!) !== weekdayOf(fromIsoDay(value)!);
    const spells =
      before?.end === start &&
      !isApart &&
      !words.slice(start, end).some((word) => weekdayNames.includes(word)) &&
      weekdayNames.includes(words[start - 1]!);
    if (spells) found[found.length - 1] = { value, start: before!.start, end, sure: true };
    else found.push({ value, start, end, sure: match.sure });
    start = end - 1;
  }
  return found;
}

function longName(tokens: readonly Token[], { text, capital }: Token, index: number): string {
  const name = shortNames.get(text);
  if (name === undefined || name === text) return text;
  const beside = `${tokens[index - 1]?.text ?? ''} ${tokens[index + 1]?.text ?? ''}`;
  const dated = /\d|\bthe\b|(?:th|st|nd|rd)\b/.test(beside);
  return (text.length > 2 && !doubtful.has(text) && text.length < name.length) ||
    dated ||
    (capital && index > 0)
    ? name
    : text;
}

interface Match {
  day: CalendarDay;
  length: number;
  sure: boolean;
}

function commonAt(
  words: readonly string[],
  start: number,
  time: LocalTime,
  asked: boolean,
): Match | undefined {
  const piece = words.slice(start, start + 7);
  const [first] = finder.find(piece, { ...time, asked });
  if (first === undefined || first.start !== 0) return undefined;
  const day = fromIsoDay(first.value)!;
  const spoken = piece.slice(0, first.end);
  // "the second one" is no day.
  const counts = first.end <= 2 && !spoken.some((word) => weekdayNames.includes(word) || month(word) > 0);
  const isRelative = /^(?:today|tonight|tomorrow|in|day|next)$/.test(spoken[0]!) || /\d-\d/.test(spoken[0]!);
  const tail = words[start + first.end] ?? '';
  if (counts && !isRelative && /^(?:one|option|time|half|floor|choice|two|size)s?$/.test(tail))
    return undefined;
  // "the weather is lovely today": a day only where one is expected.
  const isSmallTalk = spoken[0] === 'today' || spoken[0] === 'tonight';
  return { day, length: first.end, sure: (!counts || isRelative) && !isSmallTalk };
}

/** Forms that `day()` does not know. */
function ownAt(words: readonly string[], start: number, today: CalendarDay): Match | undefined {
  const word = words[start] ?? '';
  const text = (length: number): string => words.slice(start, start + length).join(' ');
  if (text(2) === 'tomorrow week') return { day: addDays(today, 8), length: 2, sure: true };
  if (text(2) === 'today week') return { day: addDays(today, 7), length: 2, sure: true };
  if (word === 'yesterday') return { day: addDays(today, -1), length: 1, sure: false };
  if (text(4) === 'the day after tomorrow') return { day: addDays(today, 2), length: 4, sure: true };
  if (text(4) === 'the day before yesterday') return { day: addDays(today, -2), length: 4, sure: true };
  return lastWeekday(words, start, today) ?? counted(words, start, today) ?? written(words, start, today);
}

function lastWeekday(words: readonly string[], start: number, today: CalendarDay): Match | undefined {
  if (words[start] !== 'last') return undefined;
  const weekday = weekdayNames.indexOf(words[start + 1] ?? '');
  if (weekday < 0) return undefined;
  const back = (weekdayOf(today) - weekday + 7) % 7 || 7;
  return { day: addDays(today, -back), length: 2, sure: true };
}

/** "a week on thursday", "two weeks from tomorrow", "three days ago", "in a fortnight", "ten days from now". */
function counted(words: readonly string[], start: number, today: CalendarDay): Match | undefined {
  const led = words[start] === 'in' ? 1 : 0;
  const isOne = /^an?$/.test(words[start + led] ?? '');
  const count = isOne ? { value: 1, length: 1 } : cardinalAt(words, start + led);
  if (count === undefined || count.value > 366) return undefined;
  const at = start + led + count.length;
  const unit = /^days?$/.test(words[at] ?? '')
    ? 1
    : /^weeks?$/.test(words[at] ?? '')
      ? 7
      : fortnight(words[at]);
  if (unit === undefined) return undefined;
  const days = count.value * unit;
  const length = led + count.length + 1;
  const next = words[at + 1] ?? '';
  if (next === 'ago') return { day: addDays(today, -days), length: length + 1, sure: false };
  if (led === 1) return { day: addDays(today, days), length, sure: true };
  const joins = next === 'from' || next === 'on' ? 2 : 1;
  const named = words[at + joins] ?? '';
  if (next === 'from' && /^(?:now|today)$/.test(named))
    return { day: addDays(today, days), length: length + 2, sure: true };
  const [base] = finder.find(words.slice(at + joins, at + joins + 6), {
    today,
    minuteOfDay: 0,
    asked: false,
  });
  if (base === undefined || base.start !== 0 || (joins === 1 && !weekdayNames.includes(named)))
    return undefined;
  if (next !== 'from' && next !== 'on' && unit === 1) return undefined;
  const day = addDays(fromIsoDay(base.value)!, days);
  return { day, length: length + joins - 1 + base.end, sure: true };
}

function fortnight(word: string | undefined): number | undefined {
  return word === 'fortnight' ? 14 : undefined;
}

/** "12 may", "twelve may", "12/05/2027", and a date that has passed, as it was said. */
function written(words: readonly string[], start: number, today: CalendarDay): Match | undefined {
  const word = words[start] ?? '';
  const iso = fromIsoDay(word);
  if (iso !== undefined) return { day: iso, length: 1, sure: true };
  const parts = /^(\d{1,2})[./](\d{1,2})[./](\d{2,4})$/.exec(word);
  if (parts !== null) {
    const [one, two, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
    const full = year < 100 ? 2000 + year : year;
    const day = calendarDay(full, two, one) ?? calendarDay(full, one, two);
    return day === undefined ? undefined : { day, length: 1, sure: true };
  }
  const number = cardinalAt(words, start);
  const named = number === undefined ? 0 : month(words[start + number.length] ?? '');
  if (number === undefined || named === 0 || number.value < 1) return undefined;
  // "may" after a number is a month; "two may come" is rare enough.
  const day = coming(today, named, number.value);
  return day === undefined ? undefined : { day, length: number.length + 1, sure: true };
}

/** "... twenty twenty seven", "... 2027". Only after a month has been named. */
function yearAfter(
  words: readonly string[],
  at: number,
  day: CalendarDay,
  spoken: readonly string[],
): { day: CalendarDay; end: number } | undefined {
  if (!spoken.some((word) => month(word) > 0)) return undefined;
  const century = cardinalAt(words, at);
  if (century === undefined) return undefined;
  const rest =
    century.value === 20 || century.value === 19 ? cardinalAt(words, at + century.length) : undefined;
  const year = rest === undefined ? century.value : century.value * 100 + rest.value;
  const thousand = words[at] === 'two' && words[at + 1] === 'thousand' ? thousands(words, at + 2) : undefined;
  const found = thousand ?? { year, length: century.length + (rest?.length ?? 0) };
  if (found.year < 1900 || found.year > 2199) return undefined;
  const dated = calendarDay(found.year, day.month, day.day);
  return dated === undefined ? undefined : { day: dated, end: at + found.length };
}

function thousands(words: readonly string[], at: number): { year: number; length: number } {
  const and = words[at] === 'and' ? 1 : 0;
  const rest = cardinalAt(words, at + and);
  return rest === undefined || rest.value > 99
    ? { year: 2000, length: 2 }
    : { year: 2000 + rest.value, length: 2 + and + rest.length };
}

function month(word: string): number {
  return monthNames.indexOf(word) + 1;
}

function coming(today: CalendarDay, monthNumber: number, dayOfMonth: number): CalendarDay | undefined {
  const years = [today.year, today.year + 1];
  return years
    .map((year) => calendarDay(year, monthNumber, dayOfMonth))
    .find((found) => found !== undefined && compareDays(found, today) >= 0);
}
