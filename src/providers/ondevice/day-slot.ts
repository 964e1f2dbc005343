/** A day: "tomorrow", "next thursday", "the twenty first of may", "in two weeks", "2026-11-26". */
import {
  addDays,
  calendarDay,
  compareDays,
  fromIsoDay,
  isoDay,
  monthNames,
  sayDay,
  weekdayNames,
  weekdayOf,
  type CalendarDay,
} from './calendar.ts';
import { cardinalAt, ordinalAt, sayOrdinal, type FoundNumber } from './numbers.ts';
import type { Found, Slot, SlotContext } from './slot.ts';
import { withinOneEdit } from './words.ts';

/** The value is a date, "2026-11-26", never before today. */
export function day(): Slot<string> {
  return { kind: 'day', expects: 'date', precedence: 0, samples, phrases, find: findDays };
}

interface Match {
  /** Undefined where the words are a date that no calendar has: taken, but no value. */
  day: CalendarDay | undefined;
  length: number;
}

function findDays(words: readonly string[], context: SlotContext): Found<string>[] {
  const found: Found<string>[] = [];
  for (let start = 0; start < words.length; start++) {
    const match = dayAt(words, start, context);
    if (match === undefined) continue;
    const end = start + match.length;
    if (match.day !== undefined)
      found.push({ value: isoDay(match.day), spoken: sayDay(match.day), start, end });
    start = end - 1;
  }
  return found;
}

function dayAt(words: readonly string[], start: number, context: SlotContext): Match | undefined {
  const { today } = context;
  const at = (offset: number): string => words[start + offset] ?? '';
  if (at(0) === 'today' || at(0) === 'tonight') return { day: today, length: 1 };
  if (at(0) === 'tomorrow') return { day: addDays(today, 1), length: 1 };
  if (at(0) === 'day' && at(1) === 'after' && at(2) === 'tomorrow') {
    return { day: addDays(today, 2), length: 3 };
  }
  return (
    weekdayAt(words, start, today) ??
    countedAt(words, start, today) ??
    dateAt(words, start, context) ??
    writtenAt(at(0), today)
  );
}

/** A weekday is the next one after today; "next" skips to the week that begins with the coming Monday. */
function weekdayAt(words: readonly string[], start: number, today: CalendarDay): Match | undefined {
  const next = words[start] === 'next';
  const nameAt = next ? start + 1 : start;
  const named = weekdayNamed(words, nameAt);
  if (named === undefined) return undefined;
  const ahead = (named.weekday - weekdayOf(today) + 6) % 7;
  const untilMonday = (8 - weekdayOf(today)) % 7 || 7;
  const days = next && ahead + 1 < untilMonday ? ahead + 8 : ahead + 1;
  const after = named.length + (next ? 1 : 0);
  // "thursday week" is a week after Thursday.
  const week = words[start + after] === 'week' ? 1 : 0;
  return { day: addDays(today, days + week * 7), length: after + week };
}

function weekdayNamed(words: readonly string[], at: number): { weekday: number; length: number } | undefined {
  const word = words[at] ?? '';
  if (word.length < 3) return undefined;
  // STT splits some: "sun day".
  const joined = words[at + 1] === 'day' ? `${word}day` : undefined;
  for (const [weekday, name] of weekdayNames.entries()) {
    if (joined === name) return { weekday, length: 2 };
    const single = word.endsWith('days') ? word.slice(0, -1) : word;
    if (single === name || (name.length > 6 && single.length > 5 && withinOneEdit(single, name))) {
      return { weekday, length: 1 };
    }
  }
  return undefined;
}

/** "in three days", "in two weeks", "in a week". */
function countedAt(words: readonly string[], start: number, today: CalendarDay): Match | undefined {
  if (words[start] !== 'in') return undefined;
  const count: FoundNumber | undefined =
    words[start + 1] === 'a' ? { value: 1, length: 1 } : cardinalAt(words, start + 1);
  if (count === undefined || count.value < 1 || count.value > 60) return undefined;
  const unit = words[start + 1 + count.length] ?? '';
  const days = /^days?$/.test(unit) ? 1 : /^weeks?$/.test(unit) ? 7 : undefined;
  if (days === undefined) return undefined;
  return { day: addDays(today, count.value * days), length: count.length + 2 };
}

/** "the twenty first of may", "may twenty first", "the third". Without a month, the next such day. */
function dateAt(words: readonly string[], start: number, context: SlotContext): Match | undefined {
  const article = words[start] === 'the' ? 1 : 0;
  const ordinal = ordinalAt(words, start + article);
  if (ordinal !== undefined) {
    const after = start + article + ordinal.length;
    const of = words[after] === 'of' ? 1 : 0;
    const month = monthNames.indexOf(words[after + of] ?? '') + 1;
    const length = article + ordinal.length;
    if (month > 0) return coming(context.today, month, ordinal.value, length + of + 1);
    return article === 1 || context.asked ? comingDay(context.today, ordinal.value, length) : undefined;
  }
  const month = monthNames.indexOf(words[start] ?? '') + 1;
  if (month === 0) return undefined;
  const the = words[start + 1] === 'the' ? 1 : 0;
  const number = ordinalAt(words, start + 1 + the) ?? cardinalAt(words, start + 1 + the);
  return number && coming(context.today, month, number.value, 1 + the + number.length);
}

function writtenAt(word: string, today: CalendarDay): Match | undefined {
  const written = fromIsoDay(word);
  return written === undefined || compareDays(written, today) < 0 ? undefined : { day: written, length: 1 };
}

function coming(today: CalendarDay, month: number, dayOfMonth: number, length: number): Match {
  for (const year of [today.year, today.year + 1]) {
    const found = calendarDay(year, month, dayOfMonth);
    if (found !== undefined && compareDays(found, today) >= 0) return { day: found, length };
  }
  return { day: undefined, length };
}

function comingDay(today: CalendarDay, dayOfMonth: number, length: number): Match {
  for (let ahead = 0; ahead < 3; ahead++) {
    const month = today.month + ahead;
    const found = calendarDay(today.year + (month > 12 ? 1 : 0), month > 12 ? month - 12 : month, dayOfMonth);
    if (found !== undefined && compareDays(found, today) >= 0) return { day: found, length };
  }
  return { day: undefined, length };
}

const samples: readonly string[] = [
  ...weekdayNames,
  'tomorrow',
  'today',
  'next friday',
  'the third of may',
  'the twenty first of december',
  'the tenth',
];

/** Every weekday, ordinal and month at least twice, in the company they keep. */
const phrases: readonly string[] = [
  'today',
  'tomorrow',
  'the day after tomorrow',
  'in two weeks',
  'in three days',
  'in a week',
  ...weekdayNames.flatMap((name) => [name, `on ${name}`, `next ${name}`, `this ${name}`, `no ${name}`]),
  ...Array.from({ length: 31 }, (_, index) => {
    const ordinal = sayOrdinal(index + 1).replace('-', ' ');
    return [`the ${ordinal} of ${monthNames[index % 12]}`, `on the ${ordinal}`];
  }).flat(),
  ...monthNames.map((name, index) => `${name} ${sayOrdinal(index + 1)}`),
];
