/** When the house is open, and how that is said for a day, for now, or in general. */
import type { LocalTime } from '../../providers/ondevice/index.ts';
import {
  capitalised,
  compareDays,
  fromIsoDay,
  sayTime,
  weekdayNames,
  weekdayOf,
} from '../../providers/ondevice/index.ts';

interface Hours {
  opens: number;
  closes: number;
}

const usual: Hours = { opens: 10 * 60, closes: 19 * 60 };
const late: Hours = { opens: 10 * 60, closes: 21 * 60 };
/** Sunday first; undefined is closed. */
const week: readonly (Hours | undefined)[] = [undefined, usual, usual, usual, late, usual, usual];

export const hoursInGeneral =
  "We are open from ten to seven, Monday to Saturday, and until nine o'clock on Thursdays. On Sundays we are closed.";

export function hoursOn(weekday: number): Hours | undefined {
  return week[weekday];
}

/** @param isoDate the day asked about, or undefined for no day in particular. */
export function sayHours(isoDate: string | undefined, { today, minuteOfDay }: LocalTime): string {
  const day = isoDate === undefined ? undefined : fromIsoDay(isoDate);
  if (day === undefined) return hoursInGeneral;
  const weekday = weekdayOf(day);
  const hours = hoursOn(weekday);
  const name = capitalised(weekdayNames[weekday]!);
  if (compareDays(day, today) === 0) {
    if (hours === undefined) return `Today is ${name}, and on ${name}s we are closed.`;
    if (minuteOfDay >= hours.closes) return `We have closed for today. ${sayNext(weekday)}`;
    return minuteOfDay < hours.opens
      ? `Today we open at ${sayTime(hours.opens)}, until ${sayTime(hours.closes)}.`
      : `Yes, we are open today, until ${sayTime(hours.closes)}.`;
  }
  if (hours === undefined) return `I am sorry, on ${name}s we are closed. ${sayNext(weekday)}`;
  return `On ${name} we are open from ${sayTime(hours.opens)} to ${sayTime(hours.closes)}.`;
}

/** When the house opens next after a weekday. */
function sayNext(weekday: number): string {
  for (let ahead = 1; ahead <= 7; ahead++) {
    const next = (weekday + ahead) % 7;
    const hours = hoursOn(next);
    if (hours !== undefined)
      return `We open again on ${capitalised(weekdayNames[next]!)} at ${sayTime(hours.opens)}.`;
  }
  return '';
}
