/** A day and a time as one says them: "Thursday the twenty-sixth of November, at half past three in the afternoon". */
import type { Appointment } from './diary.ts';
import { fromIsoDay, fromIsoTime, sayDay, sayTime } from '../../providers/ondevice/index.ts';

export function sayAppointment({ day, time }: Appointment): string {
  const date = fromIsoDay(day);
  const minute = fromIsoTime(time);
  const spokenDay = date === undefined ? day : sayDay(date);
  if (minute === undefined) return `${spokenDay}, at ${time}`;
  return `${spokenDay}, at ${sayTime(minute)}${partOfDay(minute)}`;
}

function partOfDay(minute: number): string {
  if (minute === 720 || minute === 0) return '';
  if (minute < 720) return ' in the morning';
  return minute < 18 * 60 ? ' in the afternoon' : ' in the evening';
}
