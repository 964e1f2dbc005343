/** What a front desk can be asked, and what it answers. What callers say is in examples.ts. */
import type { Intent } from '../../providers/ondevice/index.ts';
import * as examples from './examples.ts';
import { department, wayTo } from './departments.ts';
import { hoursOn, sayHours } from './opening-hours.ts';
import { bookAppointment, takeMessage } from './tools.ts';
import {
  day,
  defineIntent,
  fromIsoDay,
  fromIsoTime,
  capitalised,
  sayTime,
  time,
  weekdayNames,
  weekdayOf,
  anything,
} from '../../providers/ondevice/index.ts';

export function frontDeskIntents(): readonly Intent[] {
  return [hours(), whereIs(), appointment(), person(), history(), address(), help()];
}

function hours(): Intent {
  return defineIntent({
    name: 'hours',
    about: 'about our opening hours',
    slots: { day: { is: day() } },
    examples: examples.hoursExamples,
    reply: (slots, now) => sayHours(slots.day?.value, now),
  });
}

function whereIs(): Intent {
  return defineIntent({
    name: 'where-is',
    about: 'where a department is',
    slots: {
      department: {
        is: department(),
        ask: [
          'With pleasure. Which department are you looking for?',
          'Which department may I show you: shoes, watches, fragrances, or another?',
        ],
      },
    },
    examples: examples.whereIsExamples,
    reply: ({ department: { value } }) => wayTo(value),
  });
}

function appointment(): Intent {
  return defineIntent({
    name: 'appointment',
    about: 'to make an appointment',
    slots: {
      day: {
        is: day(),
        ask: [
          'With pleasure. On which day would you like to come?',
          'On which day, please? You might say, on Thursday.',
        ],
      },
      time: {
        is: time({ earliestHour: 9 }),
        ask: [
          'At what time would you like to come?',
          'At what time, please? You might say, at half past three.',
        ],
      },
    },
    check: ({ day: on, time: at }) => complain(on?.value, at?.value),
    examples: examples.appointmentExamples,
    tool: {
      name: bookAppointment,
      arguments: (now, before) => ({
        day: now.day.value,
        time: now.time.value,
        ...(before === undefined ? {} : { insteadOf: { day: before.day.value, time: before.time.value } }),
      }),
      done: ({ day: on, time: at }, value) =>
        isTaken(value)
          ? {
              slot: 'time',
              say: `I am sorry, ${at.spoken} has just been taken. Which other time would suit you?`,
            }
          : `It is booked: ${on.spoken}, at ${at.spoken}. We look forward to seeing you.`,
      failed: 'I am sorry, the diary does not answer just now. Shall I try again?',
      refused: 'Very well, I have not booked it. Would another day or time suit you better?',
    },
  });
}

function isTaken(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'status' in value && value.status === 'taken';
}

/** A fitting takes place while the house is open, and begins an hour before it closes at the latest. */
function complain(
  isoDate: string | undefined,
  isoTime: string | undefined,
): { slot: 'day' | 'time'; say: string } | undefined {
  const date = isoDate === undefined ? undefined : fromIsoDay(isoDate);
  if (date === undefined) return undefined;
  const name = capitalised(weekdayNames[weekdayOf(date)]!);
  const open = hoursOn(weekdayOf(date));
  if (open === undefined) {
    return { slot: 'day', say: `I am sorry, on ${name}s we are closed. Which other day would suit you?` };
  }
  const minute = isoTime === undefined ? undefined : fromIsoTime(isoTime);
  const last = open.closes - 60;
  if (minute === undefined || (minute >= open.opens && minute <= last)) return undefined;
  return {
    slot: 'time',
    say: `On ${name} our fittings are from ${sayTime(open.opens)} to ${sayTime(last)}. At what time may we expect you?`,
  };
}

function person(): Intent {
  return defineIntent({
    name: 'person',
    about: 'to speak to a person',
    slots: {
      message: {
        is: anything('message'),
        ask: 'I am afraid nobody is on duty in this demonstration, but I can take a message. What may I note?',
      },
    },
    examples: examples.personExamples,
    tool: {
      name: takeMessage,
      done: 'Thank you, I have noted it. May I help you with anything else?',
      failed: 'I am sorry, I could not note that. Shall I try again?',
    },
  });
}

function history(): Intent {
  return defineIntent({
    name: 'history',
    about: 'about the history of our house',
    examples: examples.historyExamples,
    reply:
      'Our house began in nineteen twenty-one as a single room above a flower shop, where two sisters sewed evening gowns by lamplight. ' +
      'Within ten years their silk coats were worn at every opening night in the city, and the sisters bought the whole building, floor by floor. ' +
      'The grand staircase, which you may still climb today, was built for their first spring show. ' +
      'And the workshop is where it always was, under the roof, where every gown is still finished by hand.',
  });
}

function address(): Intent {
  return defineIntent({
    name: 'address',
    about: 'where our house is',
    examples: examples.addressExamples,
    reply:
      'You will find us at number twelve, Garden Street, two minutes from the opera. You may park beneath the house.',
  });
}

function help(): Intent {
  return defineIntent({
    name: 'help',
    examples: examples.helpExamples,
    reply: `Gladly. I can tell you our opening hours, show you the way to a department, or book a fitting for you.`,
  });
}

export const abilities =
  'tell you our opening hours, show you the way to a department, book a fitting, or take a message';
