/** Days and times of day without a clock: arithmetic on calendar dates, and how they are spoken. */
import { sayCardinal, sayOrdinal } from './numbers.ts';

export interface CalendarDay {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

/** A moment in the house's time zone. */
export interface LocalTime {
  today: CalendarDay;
  minuteOfDay: number;
}

/** Sunday first. */
export const weekdayNames = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
export const monthNames =
  'january february march april may june july august september october november december'.split(' ');

const dayMs = 86_400_000;

/**
 * Reads wall time in a time zone.
 * @param timeZone IANA name.
 * @throws RangeError for a time zone that does not exist.
 */
export function localClock(timeZone: string): (wallTimeMs: number) => LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (wallTimeMs) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(wallTimeMs)) part[type] = Number(value);
    return {
      today: { year: part['year']!, month: part['month']!, day: part['day']! },
      minuteOfDay: part['hour']! * 60 + part['minute']!,
    };
  };
}

/** 0 is Sunday. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(utcMs(day)).getUTCDay();
}

export function addDays(day: CalendarDay, count: number): CalendarDay {
  return fromUtcMs(utcMs(day) + count * dayMs);
}

/** `undefined` for a day that no calendar has, such as the 31st of February. */
export function calendarDay(year: number, month: number, day: number): CalendarDay | undefined {
  const found = fromUtcMs(Date.UTC(year, month - 1, day));
  return found.month === month && found.day === day ? found : undefined;
}

export function compareDays(left: CalendarDay, right: CalendarDay): number {
  return utcMs(left) - utcMs(right);
}

/** "2026-11-26". */
export function isoDay({ year, month, day }: CalendarDay): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function fromIsoDay(iso: string): CalendarDay | undefined {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(iso);
  return parts === null ? undefined : calendarDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** "Thursday the twenty-sixth of November". */
export function sayDay(day: CalendarDay): string {
  const weekday = capitalised(weekdayNames[weekdayOf(day)]!);
  return `${weekday} the ${sayOrdinal(day.day)} of ${capitalised(monthNames[day.month - 1]!)}`;
}

/** "15:30". */
export function isoTime(minuteOfDay: number): string {
  const hour = String(Math.floor(minuteOfDay / 60)).padStart(2, '0');
  return `${hour}:${String(minuteOfDay % 60).padStart(2, '0')}`;
}

export function fromIsoTime(iso: string): number | undefined {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(iso);
  if (parts === null) return undefined;
  const [hour, minute] = [Number(parts[1]), Number(parts[2])];
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}

/** "three o'clock", "half past three", "a quarter to four", "three forty-two". */
export function sayTime(minuteOfDay: number): string {
  const hour = Math.floor(minuteOfDay / 60);
  const minute = minuteOfDay % 60;
  if (minute === 0 && hour === 12) return 'noon';
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0) return `${sayHour(hour)} o'clock`;
  if (minute === 30) return `half past ${sayHour(hour)}`;
  if (minute === 15) return `a quarter past ${sayHour(hour)}`;
  if (minute === 45) return `a quarter to ${sayHour(hour + 1)}`;
  if (minute < 10) return `${sayHour(hour)} oh ${sayCardinal(minute)}`;
  return `${sayHour(hour)} ${sayCardinal(minute)}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sayHour(hour: number): string {
  return sayCardinal(hour % 12 === 0 ? 12 : hour % 12);
}

function utcMs({ year, month, day }: CalendarDay): number {
  return Date.UTC(year, month - 1, day);
}

function fromUtcMs(ms: number): CalendarDay {
  const date = new Date(ms);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
