/** A time of day: "three", "half past three", "three thirty in the afternoon", "quarter to four", "15:30". */
import { fromIsoTime, isoTime, sayTime } from './calendar.ts';
import { cardinalAt, sayCardinal } from './numbers.ts';
import { takenWord, type Found, type Slot, type SlotContext } from './slot.ts';

export interface TimeOptions {
  /**
   * Hours before this are meant in the afternoon unless the caller says otherwise: with 8,
   * "three" is 15:00 and "nine" is 09:00. 1 to 12; default 8.
   */
  earliestHour?: number;
}

/** The value is "15:30". */
export function time({ earliestHour = 8 }: TimeOptions = {}): Slot<string> {
  return {
    kind: 'time',
    precedence: 1,
    samples,
    phrases,
    find: (words, context) => findTimes(words, context, earliestHour),
  };
}

interface Match {
  minuteOfDay: number;
  length: number;
  /** False where only a bare number was said. */
  sure: boolean;
}

/** What STT makes of an hour where only an hour makes sense. */
const soundsLike: Readonly<Record<string, number>> = {
  won: 1,
  too: 2,
  to: 2,
  free: 3,
  tree: 3,
  for: 4,
  fore: 4,
  sex: 6,
  ate: 8,
  tin: 10,
};
/** A number after one of these is a time; `takenWord` is a day just said: "thursday three". */
const leadsToHour = new Set(['at', 'around', 'by', takenWord]);
/** "that one", "the second one", "two people": no times. */
const ordinals = ['first', 'second', 'third', 'last', 'next', 'other'];
const notBefore = new Set(['that', 'this', 'which', 'the', 'another', 'no', 'any', ...ordinals]);
const notAfter = new Set(['people', 'persons', 'person', 'guests', 'days', 'weeks', 'of', 'more', 'things']);

function findTimes(words: readonly string[], context: SlotContext, earliestHour: number): Found<string>[] {
  const found: Found<string>[] = [];
  for (let start = 0; start < words.length; start++) {
    const before = words[start - 1] ?? '';
    const homophones = before === 'at' || (context.asked && words.length <= 2);
    const match = timeAt(words, start, earliestHour, homophones);
    if (match === undefined) continue;
    const { minuteOfDay, length, sure } = match;
    const led = leadsToHour.has(before) || (context.asked && !notBefore.has(before));
    if (!sure && (!led || notAfter.has(words[start + length] ?? ''))) continue;
    found.push({
      value: isoTime(minuteOfDay),
      spoken: sayTime(minuteOfDay),
      start,
      end: start + length,
    });
    start += length - 1;
  }
  return found;
}

function timeAt(
  words: readonly string[],
  start: number,
  earliestHour: number,
  homophones: boolean,
): Match | undefined {
  const word = words[start] ?? '';
  if (word === 'noon' || word === 'midday') return { minuteOfDay: 720, length: 1, sure: true };
  if (word === 'midnight') return { minuteOfDay: 0, length: 1, sure: true };
  const written = fromIsoTime(word);
  const core =
    written === undefined
      ? (relativeAt(words, start) ?? hourAt(words, start, homophones))
      : { hour: Math.floor(written / 60), minute: written % 60, length: 1, sure: true };
  if (core === undefined || core.hour > 23) return undefined;
  let { length } = core;
  const clock = /^o'?clock$/.test(words[start + length] ?? '') ? 1 : 0;
  length += clock;
  const half = halfOfDayAt(words, start + length);
  length += half.length;
  // "a quarter to twelve in the morning" is 11:45: the half of the day is that of the time, not of the hour named.
  const early = core.minute < 0 && half.name !== undefined ? 1 : 0;
  const hour = early === 1 && core.hour === 1 ? 12 : core.hour - early;
  const minuteOfDay = resolve(hour, half.name, earliestHour) * 60 + core.minute + early * 60;
  return {
    minuteOfDay: (minuteOfDay + 1440) % 1440,
    length,
    sure: core.sure || clock > 0 || half.length > 0,
  };
}

interface Core {
  hour: number;
  minute: number;
  length: number;
  sure: boolean;
}

/** "half past three", "a quarter to four", "ten past three", "half three". */
function relativeAt(words: readonly string[], start: number): Core | undefined {
  const article = words[start] === 'a' ? 1 : 0;
  const word = words[start + article] ?? '';
  const half = word === 'half' || (word === 'have' && isPast(words[start + article + 1]));
  const counted = half ? { value: 30, length: 1 } : quarterOrMinutes(words, start + article);
  if (counted === undefined || counted.value > 59 || counted.value < 1) return undefined;
  let length = article + counted.length;
  const minutes = words[start + length] === 'minutes' ? 1 : 0;
  // "three to four" is a span of time, "five to four" is not.
  if (minutes === 0 && counted.value % 5 !== 0) return undefined;
  length += minutes;
  const join = words[start + length];
  const past = isPast(join) || join === 'after';
  const to = join === 'to' || join === 'before' || (word === 'quarter' && (join === 'two' || join === 'too'));
  const directly = half && !past && !to;
  if (!past && !to && !directly) return undefined;
  const hour = hourValue(words, start + length + (directly ? 0 : 1), !directly);
  if (hour === undefined || hour.value > 12) return undefined;
  length += hour.length + (directly ? 0 : 1);
  return to
    ? { hour: hour.value, minute: -counted.value, length, sure: true }
    : { hour: hour.value, minute: counted.value, length, sure: true };
}

function quarterOrMinutes(
  words: readonly string[],
  at: number,
): { value: number; length: number } | undefined {
  return words[at] === 'quarter' ? { value: 15, length: 1 } : cardinalAt(words, at);
}

function isPast(word: string | undefined): boolean {
  return word === 'past' || word === 'passed';
}

/** "three", "three thirty", "three oh five", "fifteen forty five". */
function hourAt(words: readonly string[], start: number, homophones: boolean): Core | undefined {
  const hour = hourValue(words, start, homophones);
  if (hour === undefined || hour.value > 23) return undefined;
  const after = start + hour.length;
  if (words[after] === 'oh' || words[after] === 'o' || words[after] === 'zero') {
    const minute = cardinalAt(words, after + 1);
    if (minute !== undefined && minute.value < 10) {
      return { hour: hour.value, minute: minute.value, length: hour.length + 1 + minute.length, sure: true };
    }
  }
  const minute = cardinalAt(words, after);
  if (minute !== undefined && minute.value >= 10 && minute.value < 60) {
    return { hour: hour.value, minute: minute.value, length: hour.length + minute.length, sure: true };
  }
  return { hour: hour.value, minute: 0, length: hour.length, sure: false };
}

function hourValue(
  words: readonly string[],
  at: number,
  homophones: boolean,
): { value: number; length: number } | undefined {
  const word = words[at] ?? '';
  // "twenty one" may be an hour of the day; "three twenty" is an hour and minutes.
  const number = cardinalAt(words, at);
  if (number !== undefined) return number;
  const heard = homophones ? soundsLike[word] : undefined;
  return heard === undefined ? undefined : { value: heard, length: 1 };
}

type HalfOfDay = 'am' | 'pm' | 'night' | undefined;

function halfOfDayAt(words: readonly string[], at: number): { name: HalfOfDay; length: number } {
  if (words[at] === 'am' || words[at] === 'pm') return { name: words[at], length: 1 };
  const skip = words[at] === 'in' && words[at + 1] === 'the' ? 2 : words[at] === 'at' ? 1 : 0;
  const part = words[at + skip];
  if (skip === 1) return part === 'night' ? { name: 'night', length: 2 } : { name: undefined, length: 0 };
  if (part === 'morning') return { name: 'am', length: skip + 1 };
  if (part === 'afternoon' || part === 'evening') return { name: 'pm', length: skip + 1 };
  return { name: undefined, length: 0 };
}

function resolve(hour: number, half: HalfOfDay, earliestHour: number): number {
  if (hour > 12 || hour === 0) return hour;
  if (half === 'am') return hour % 12;
  if (half === 'pm') return (hour % 12) + 12;
  if (half === 'night') return hour < 6 || hour === 12 ? hour % 12 : hour + 12;
  return hour < earliestHour ? hour + 12 : hour;
}

const samples: readonly string[] = (
  "three, half past two, ten o'clock, four thirty, eleven, quarter past three, noon, two in the afternoon, " +
  'quarter to five, ten thirty, five, eleven in the morning'
).split(', ');

const phrases: readonly string[] = [
  'noon',
  'at noon',
  'midday',
  'in the morning',
  'in the afternoon',
  'in the evening',
  ...Array.from({ length: 12 }, (_, index) => {
    const hour = sayCardinal(index + 1);
    const half = index >= 7 && index < 11 ? 'in the morning' : 'in the afternoon';
    return (
      `at ${hour}, ${hour} o'clock, at ${hour} o'clock, half past ${hour}, at half past ${hour}, ` +
      `quarter past ${hour}, quarter to ${hour}, ${hour} thirty, at ${hour} thirty, ${hour} fifteen, ` +
      `${hour} forty five, ${hour} ${half}`
    ).split(', ');
  }).flat(),
];
