/** A small shop for tests: it tells its hours, books tables, answers with a story, and says goodbye. */
import type { LanguageModel } from '../../../contracts/llm.ts';
import {
  anything,
  day,
  defineIntent,
  number,
  onDevice,
  time,
  type Intent,
  type OnDeviceOptions,
} from '../index.ts';
import type { CallerTool } from './caller.ts';

/** A Monday, eleven in the morning. */
export const monday = Date.UTC(2026, 10, 23, 11, 0);

export const story =
  'It began in spring, with one table and a lamp. Then came the garden, where the old trees stand. In autumn the kitchen was built.';

export const intents: readonly Intent[] = [
  defineIntent({
    name: 'hours',
    about: 'about our hours',
    slots: { day: { is: day() } },
    examples: `
      when do you open
      when are you open
      what are your opening hours
      what are your hours
      are you open on {day}
      are you open {day}
      how late are you open
      when do you close
      opening hours please
      until when are you open on {day}`,
    reply: ({ day: on }) => (on === undefined ? 'We open at nine.' : `On ${on.spoken} we open at nine.`),
  }),
  defineIntent({
    name: 'table',
    about: 'to book a table',
    slots: {
      day: { is: day(), ask: ['For which day?', 'Which day, please?'] },
      time: { is: time(), ask: ['At what time?', 'What time, please?'] },
      guests: { is: number({ min: 1, max: 12 }) },
    },
    check: ({ time: at }) =>
      at !== undefined && at.value > '21:00'
        ? { slot: 'time', say: 'We close at nine. What time, please?' }
        : undefined,
    examples: `
      i would like to book a table
      book a table
      can i reserve a table
      a table please
      a table for {guests} on {day}
      book a table for {guests} on {day} at {time}
      i want a table on {day} at {time}
      do you have a table on {day}
      reserve a table for {day} at {time}
      make a reservation
      i would like to make a reservation for {day}
      {day} at {time}`,
    tool: {
      name: 'book',
      done: (slots, value) =>
        value === 'full'
          ? { slot: 'time', say: 'That time is full. Another time?' }
          : `Booked for ${slots.day.spoken} at ${slots.time.spoken}.`,
      failed: 'The book does not answer. Shall I try again?',
      refused: 'Not booked, then. Another day?',
    },
  }),
  defineIntent({
    name: 'story',
    examples: `
      tell me the story of the house
      tell me your story
      how did it all begin
      what is the story of this place
      tell me about the house
      i would like to hear the story`,
    reply: story,
  }),
  defineIntent({
    name: 'message',
    slots: { text: { is: anything('text'), ask: 'What may I write down?' } },
    examples: `
      can i leave a message
      i want to leave a message
      take a message please
      please write something down for the cook`,
    tool: { name: 'note', done: ['Noted.', 'Noted as well.'] },
  }),
];

export function shop(options: Partial<OnDeviceOptions> = {}): LanguageModel {
  return onDevice({
    intents,
    abilities: 'tell you our hours or book a table',
    wallTime: () => monday,
    ...options,
  });
}

export function shopTools(run: (input: unknown) => unknown = () => 'ok'): CallerTool[] {
  const specification = { description: '', effect: 'write', parameters: {} } as const;
  return [
    {
      specification: { ...specification, name: 'book' },
      question: ({ day: on, time: at }: { day: string; time: string }) => `Book ${on} ${at}?`,
      run,
    },
    { specification: { ...specification, name: 'note' }, run },
    { specification: { ...specification, name: 'endCall', effect: 'read' }, run: () => 'bye' },
  ];
}
