/** Appointments: the free times are looked up before a time is asked for, and the caller's own before one is moved. */
import { day, defineIntent, time, type Intent, type SlotValue } from 'antiphon/providers/ondevice';
import type { Appointment } from '../house/appointments.ts';
import { spokenMoment, spokenList } from '../house/spoken.ts';
import { examples } from './examples.ts';
import { identify } from './front-desk.ts';
import { some, spokenDay, spokenTime, spokenTimes, spread } from './speech.ts';
import type { HouseValues, Pick } from './values.ts';

type Wanted = Partial<Record<'store' | 'department' | 'day' | 'time', SlotValue<string> | undefined>> & {
  pick?: SlotValue<Pick> | undefined;
};

const opening = { earliestHour: 9 };

export function appointmentIntents(values: HouseValues): Intent[] {
  return [book(values), move(values), cancel(values), list()];
}

function book({ store, department }: HouseValues): Intent {
  return defineIntent({
    name: 'bookAppointment',
    about: 'to make an appointment',
    after: identify,
    corrections: 'moveAppointment',
    undoneBy: 'cancelAppointment',
    examples: examples.bookAppointment,
    slots: {
      store: {
        is: store,
        recall: true,
        ask: ['In which of our stores would you like to come?', 'In which city, please?'],
      },
      department: {
        is: department,
        ask: [
          'And for which department: ready to wear, shoes, leather goods?',
          'For which department, please? You might say, shoes.',
        ],
      },
      day: {
        is: day(),
        ask: ['On which day may we expect you?', 'On which day, please? You might say, on Thursday.'],
      },
      time: {
        is: time(opening),
        late: true,
        ask: ['At what time would you like to come?', 'At what time, please?'],
      },
    },
    lookup: {
      tool: 'findFreeTimes',
      when: ({ time: at }) => at === undefined,
      arguments: ({ store: city, department: name, day: on }) => ({
        store: city?.value,
        department: name?.value,
        day: on?.value,
      }),
      found: ({ day: on }, value) => {
        const free = value as string[];
        const when = on === undefined ? 'That day' : spokenDay(on.value);
        if (free.length === 0)
          return { slot: 'day', say: `${when} is full, I am sorry. Which other day would suit you?` };
        const offered = spread(free);
        return {
          slot: 'time',
          say: `On ${when} I can offer ${spokenTimes(offered)}, among others. What time suits you?`,
          offers: offered.map((startsAt) => ({ value: startsAt.slice(11), spoken: spokenTime(startsAt) })),
        };
      },
      declined: (_, message) => other(message),
    },
    tool: {
      name: 'bookAppointment',
      arguments: ({ store: city, department: name, day: on, time: at }) => ({
        store: city.value,
        department: name.value,
        startsAt: `${on.value}T${at.value}`,
      }),
      done: (_, value) =>
        `It is booked: ${(value as { spoken: string }).spoken}. We look forward to seeing you.`,
      refused: 'Very well, I have not booked it.',
      declined: (_, message) => other(message),
    },
  });
}

/** What the house said no to is asked for anew. */
function other(message: string): { slot: 'day' | 'time' | 'department'; say: string } {
  if (/closed that day|tomorrow on|months ahead|calendar/.test(message))
    return { slot: 'day', say: `${message} Which other day would suit you?` };
  if (/ department/.test(message))
    return { slot: 'department', say: `${message} Which department may it be?` };
  return { slot: 'time', say: `${message} What time would suit you instead?` };
}

function move({ store, department, pick }: HouseValues): Intent {
  return defineIntent({
    name: 'moveAppointment',
    about: 'to move an appointment',
    after: identify,
    examples: examples.moveAppointment,
    slots: {
      store: { is: store, recall: true },
      department: { is: department, recall: true },
      pick: { is: pick },
      day: { is: day() },
      time: { is: time(opening) },
    },
    lookup: {
      tool: 'listAppointments',
      found: (slots, value) => {
        const found = theOne(value as Appointment[], { ...slots, day: undefined });
        if ('say' in found || 'end' in found) return found;
        const { startsAt } = found.facts;
        const isThatDay = slots.day === undefined || startsAt.startsWith(slots.day.value);
        if (!isThatDay || slots.time !== undefined) return found;
        return {
          slot: 'day',
          say: `It is on ${spokenMoment(startsAt)}. To which day and time may I move it?`,
        };
      },
    },
    tool: {
      name: 'moveAppointment',
      arguments: ({ day: on, time: at }, _, { facts }) => {
        const { number, startsAt } = facts as Appointment;
        return {
          number,
          startsAt: `${on?.value ?? startsAt.slice(0, 10)}T${at?.value ?? startsAt.slice(11)}`,
        };
      },
      done: (_, value) => `It is moved: ${(value as { spoken: string }).spoken}.`,
      refused: 'Very well, it stays as it was.',
      declined: (_, message) => other(message) as { slot: 'day' | 'time'; say: string },
    },
  });
}

function cancel({ store, department, pick }: HouseValues): Intent {
  return defineIntent({
    name: 'cancelAppointment',
    about: 'to cancel an appointment',
    after: identify,
    examples: examples.cancelAppointment,
    slots: { store: { is: store }, department: { is: department }, day: { is: day() }, pick: { is: pick } },
    lookup: {
      tool: 'listAppointments',
      found: (slots, value) => theOne(value as Appointment[], slots),
    },
    tool: {
      name: 'cancelAppointment',
      arguments: (_, __, { facts }) => ({ number: (facts as Appointment).number }),
      done: 'It is cancelled. You are welcome another time.',
      refused: 'Very well, it stays booked.',
      declined: (_, message) => message,
    },
  });
}

type TheOne = { facts: Appointment } | { end: string } | { slot: 'pick'; say: string };

/** The appointment that is meant. What fits none is left out of account: callers mix up their own days. */
function theOne(all: readonly Appointment[], wanted: Wanted): TheOne {
  const narrowed = (
    list: readonly Appointment[],
    fits: (one: Appointment) => boolean,
  ): readonly Appointment[] => {
    const left = list.filter(fits);
    return left.length === 0 ? list : left;
  };
  let left: readonly Appointment[] = all;
  if (wanted.store) left = narrowed(left, ({ store }) => store === wanted.store?.value);
  if (wanted.department) left = narrowed(left, ({ department }) => department === wanted.department?.value);
  if (wanted.day) left = narrowed(left, ({ startsAt }) => startsAt.startsWith(wanted.day?.value ?? ''));
  const picked = typeof wanted.pick?.value === 'number' ? left.at(wanted.pick.value) : undefined;
  const [first] = picked === undefined ? left : [picked];
  if (first === undefined) return { end: 'There is no appointment of yours ahead.' };
  if (picked !== undefined || left.length === 1) return { facts: first };
  const named = left.slice(0, 3).map(({ department, startsAt }) => `${department} on ${spokenDay(startsAt)}`);
  return { slot: 'pick', say: `You have ${some(named)}. Which one do you mean?` };
}

function list(): Intent {
  return defineIntent({
    name: 'listAppointments',
    about: 'when your appointment is',
    undoneBy: 'cancelAppointment',
    after: identify,
    examples: examples.listAppointments,
    tool: {
      name: 'listAppointments',
      done: (_, value) => {
        const [first, ...others] = value as { spoken: string }[];
        if (first === undefined) return 'There is no appointment of yours ahead. May I arrange one?';
        if (others.length === 0) return `You are expected for ${first.spoken}.`;
        return `You are expected for ${spokenList([first, ...others.slice(0, 1)].map(({ spoken }) => spoken))}.`;
      },
      declined: (_, message) => message,
    },
  });
}
