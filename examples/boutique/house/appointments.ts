/**
 * Appointments: half an hour each, on the hour or the half hour, one at a time in a department. That two callers
 * never get the same one is held by an index of the database, not by a look beforehand.
 */
import type { DatabaseSync } from 'node:sqlite';
import { dayAfter, isDay } from './days.ts';
import { change, Declined, nextNumber, row, rows } from './database.ts';
import type { House } from './house.ts';
import { once } from './once.ts';
import { spokenList, spokenMoment, spokenTime } from './spoken.ts';
import { openingOn, storeWith } from './stores.ts';

const aheadDaysMax = 120;
const offeredMax = 3;

export interface Appointment {
  number: string;
  store: string;
  department: string;
  /** `2026-03-24T14:30` */
  startsAt: string;
  state: 'booked' | 'cancelled';
}

export interface AppointmentWish {
  /** A city. */
  store: string;
  department: string;
  startsAt: string;
}

const selected = `SELECT appointments.number, stores.city AS store, department, starts_at AS startsAt, state
  FROM appointments JOIN stores ON stores.id = appointments.store`;

/** The half hours of a day that are free, in order. @throws Declined where nothing could be booked that day. */
export function freeTimes(
  { database, today }: House,
  { store, department, day }: { store: string; department: string; day: string },
): string[] {
  const place = storeWith(database, { city: store, department });
  const opening = openingOf(database, { store: place.id, city: place.city, day, today });
  const taken = rows<{ starts_at: string }>(
    database,
    `SELECT starts_at FROM appointments
     WHERE store = ? AND department = ? AND state = 'booked' AND starts_at LIKE ? || 'T%'`,
    place.id,
    place.department,
    day,
  );
  const isTaken = new Set(taken.map(({ starts_at: startsAt }) => startsAt));
  return halfHours(opening)
    .map((time) => `${day}T${time}`)
    .filter((startsAt) => !isTaken.has(startsAt));
}

export function appointmentsOf({ database, today }: House, customer: string): Appointment[] {
  return rows<Appointment>(
    database,
    `${selected} WHERE customer = ? AND state = 'booked' AND starts_at >= ? ORDER BY starts_at`,
    customer,
    today,
  );
}

/** @throws Declined: closed, past, taken (with what is free instead), or the customer is elsewhere then. */
export function book(house: House, customer: string, wish: AppointmentWish, key: string): Appointment {
  const { database } = house;
  return once(database, { key, kind: 'book', request: { customer, ...wish } }, () => {
    const place = checkFree(house, customer, wish);
    const number = nextNumber(database, 'appointments', 9_001);
    change(
      database,
      `INSERT INTO appointments VALUES (?, ?, ?, ?, ?, 'booked')`,
      number,
      customer,
      place.id,
      place.department,
      wish.startsAt,
    );
    return {
      number,
      store: place.city,
      department: place.department,
      startsAt: wish.startsAt,
      state: 'booked',
    };
  });
}

/** The same store and department, another time. @throws Declined, and the old time stays booked. */
export function move(
  house: House,
  customer: string,
  { number, startsAt }: { number: string; startsAt: string },
  key: string,
): Appointment {
  const { database } = house;
  return once(database, { key, kind: 'move', request: { customer, number, startsAt } }, () => {
    const booked = bookedBy(house, customer, number);
    checkFree(house, customer, { ...booked, startsAt });
    change(database, 'UPDATE appointments SET starts_at = ? WHERE number = ?', startsAt, number);
    return { ...booked, startsAt };
  });
}

export function cancelAppointment(house: House, customer: string, number: string, key: string): Appointment {
  const { database } = house;
  return once(database, { key, kind: 'cancel appointment', request: { customer, number } }, () => {
    const booked = bookedBy(house, customer, number);
    change(database, `UPDATE appointments SET state = 'cancelled' WHERE number = ?`, number);
    return { ...booked, state: 'cancelled' as const };
  });
}

/** @throws Declined where it is not there, not this customer's, over or cancelled: the same words for all four. */
export function bookedBy(house: House, customer: string, number: string): Appointment {
  const found = appointmentsOf(house, customer).find((appointment) => appointment.number === number);
  if (found === undefined)
    throw new Declined('There is no such appointment ahead under this customer number.');
  return found;
}

/** @throws Declined where it could not be booked. */
export function checkFree(
  house: House,
  customer: string,
  { store, department, startsAt }: AppointmentWish,
): { id: string; city: string; department: string } {
  const { database } = house;
  const place = storeWith(database, { city: store, department });
  const free = freeTimes(house, { store, department, day: startsAt.slice(0, 10) });
  if (!free.includes(startsAt)) {
    const near = nearest(free, startsAt).map((time) => spokenTime(time));
    const instead =
      near.length === 0 ? 'Nothing else is free that day.' : `Free that day: ${spokenList(near, 'or')}.`;
    throw new Declined(`${spokenMoment(startsAt)} is not free. ${instead}`);
  }
  const elsewhere = row<{ city: string }>(
    database,
    `SELECT city FROM appointments JOIN stores ON stores.id = appointments.store
     WHERE customer = ? AND starts_at = ? AND state = 'booked'`,
    customer,
    startsAt,
  );
  if (elsewhere === undefined) return place;
  throw new Declined(`There is an appointment in ${elsewhere.city} at that time already.`);
}

function openingOf(
  database: DatabaseSync,
  { store, city, day, today }: { store: string; city: string; day: string; today: string },
): { opens: string; closes: string } {
  if (!isDay(day)) throw new Declined('That day is not in the calendar.');
  if (day <= today) throw new Declined('Appointments are made from tomorrow on.');
  if (day > dayAfter(today, aheadDaysMax))
    throw new Declined('Appointments are made four months ahead at most.');
  const opening = openingOn(database, store, day);
  if (opening === undefined) throw new Declined(`The store in ${city} is closed that day.`);
  return opening;
}

function halfHours({ opens, closes }: { opens: string; closes: string }): string[] {
  const all = Array.from(
    { length: 48 },
    (_, half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`,
  );
  return all.filter((time) => time >= opens && time < closes);
}

/** In the order of the day. */
function nearest(free: readonly string[], startsAt: string): string[] {
  const minutes = (time: string): number => Number(time.slice(11, 13)) * 60 + Number(time.slice(14, 16));
  const away = (time: string): number => Math.abs(minutes(time) - minutes(startsAt));
  return [...free]
    .sort((a, b) => away(a) - away(b))
    .slice(0, offeredMax)
    .sort();
}
