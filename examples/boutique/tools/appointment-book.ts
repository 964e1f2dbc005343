/** Appointments of a caller who has proved who it is. The question names day, time and place as a voice says them. */
import { defineTool, type Tool } from 'antiphon';
import { z } from 'zod';
import {
  appointmentsOf,
  book,
  bookedBy,
  cancelAppointment,
  checkFree,
  move,
  type Appointment,
} from '../house/appointments.ts';
import type { House } from '../house/house.ts';
import { spokenMoment } from '../house/spoken.ts';
import { customerOf } from './identity.ts';
import { asking, telling } from './telling.ts';

const number = z
  .string()
  .regex(/^\d{1,8}$/)
  .describe('The number of the appointment');
const startsAt = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .describe('Such as 2026-03-24T14:30');
const word = z.string().max(80);
const fallback = 'The appointment book does not answer just now. May a colleague call you back?';

const told = (appointment: Appointment): Appointment & { spoken: string } => ({
  ...appointment,
  spoken: `${appointment.department} in ${appointment.store}, ${spokenMoment(appointment.startsAt)}`,
});

export function appointmentBook(house: House): Tool[] {
  return [
    defineTool({
      name: 'listAppointments',
      description: "Lists the caller's appointments that lie ahead.",
      input: z.object({}),
      effect: 'read',
      run: (_, { caller }) => telling(() => appointmentsOf(house, customerOf(caller)).map(told)),
    }),
    defineTool({
      name: 'bookAppointment',
      description: 'Books an appointment in a department of a store.',
      input: z.object({ store: word.describe('A city'), department: word, startsAt }),
      effect: 'write',
      confirm: (wish, { caller }) =>
        asking(() => {
          const { city, department } = checkFree(house, customerOf(caller), wish);
          return `I will book an appointment for ${department} in ${city} on ${spokenMoment(wish.startsAt)}. Is that right?`;
        }),
      idempotencyKey: true,
      fallback,
      run: (wish, { idempotencyKey, caller }) =>
        telling(() => told(book(house, customerOf(caller), wish, idempotencyKey))),
    }),
    defineTool({
      name: 'moveAppointment',
      description: 'Moves an appointment to another time, in the same store and department.',
      input: z.object({ number, startsAt }),
      effect: 'write',
      confirm: (wish, { caller }) =>
        asking(() => {
          const booked = bookedBy(house, customerOf(caller), wish.number);
          checkFree(house, customerOf(caller), { ...booked, startsAt: wish.startsAt });
          const from = `${booked.department} in ${booked.store} on ${spokenMoment(booked.startsAt)}`;
          return `I will move your appointment for ${from} to ${spokenMoment(wish.startsAt)}. Is that right?`;
        }),
      idempotencyKey: true,
      fallback,
      run: (wish, { idempotencyKey, caller }) =>
        telling(() => told(move(house, customerOf(caller), wish, idempotencyKey))),
    }),
    defineTool({
      name: 'cancelAppointment',
      description: 'Cancels an appointment; its time is free for others at once.',
      input: z.object({ number }),
      effect: 'irreversible',
      confirm: (wish, { caller }) =>
        asking(() => {
          const booked = bookedBy(house, customerOf(caller), wish.number);
          const what = `${booked.department} in ${booked.store} on ${spokenMoment(booked.startsAt)}`;
          return `Your appointment for ${what} will be cancelled, and its time given away. Shall I do it?`;
        }),
      idempotencyKey: true,
      fallback,
      run: (wish, { idempotencyKey, caller }) =>
        telling(() => told(cancelAppointment(house, customerOf(caller), wish.number, idempotencyKey))),
    }),
  ];
}
