/**
 * A library for tests, in which one thing leads to another: a card comes before loans, loans are looked up before
 * one is renewed, free hours before a room is taken, and what was taken is moved rather than taken twice.
 */
import type { LanguageModel } from '../../../contracts/llm.ts';
import { day, defineIntent, digits, oneOf, onDevice, time, type Intent } from '../index.ts';
import type { CallerTool } from './caller.ts';
import { monday } from './shop.ts';

const kind = oneOf('kind', { atlas: ['atlases'], novel: ['novels'], score: ['scores'] });
const colour = oneOf('colour', { red: [], blue: [], green: [] });
const town = oneOf('town', { Bath: [], York: [] });

interface Loan {
  kind: string;
  number: number;
}

export const intents: readonly Intent[] = [
  defineIntent({
    name: 'card',
    examples: `
      my card is {card}
      here is my card {card}
      i have a card
      {card}`,
    slots: {
      card: {
        is: digits('card', { length: 4 }),
        ask: ['Your card, please.', 'The four digits of your card, please.'],
      },
    },
    tool: {
      name: 'checkCard',
      done: 'Thank you.',
      declined: (_, message) =>
        message === 'again' ? { slot: 'card', say: 'No such card. Once more?' } : 'I can not help you.',
    },
  }),
  defineIntent({
    name: 'renew',
    after: 'card',
    examples: `
      renew my loan
      i want to renew the {kind}
      please renew my {kind}
      can i keep the {kind} longer`,
    slots: { kind: { is: kind } },
    lookup: {
      tool: 'loans',
      found: ({ kind: wanted }, value) => {
        const loans = value as Loan[];
        const left = wanted === undefined ? loans : loans.filter((loan) => loan.kind === wanted.value);
        if (loans.length === 0) return { end: 'You have borrowed nothing.' };
        return left.length === 1 ? { facts: left[0] } : { slot: 'kind', say: 'The atlas or the novel?' };
      },
    },
    tool: {
      name: 'renew',
      arguments: (_, __, { facts }) => ({ number: (facts as Loan).number }),
      done: 'Renewed.',
      refused: 'Not renewed.',
    },
  }),
  defineIntent({
    name: 'room',
    after: 'card',
    corrections: 'moveRoom',
    examples: `
      i would like a room
      a reading room please
      a room in {town} on {day}
      a room on {day} at {time}
      book a reading room in {town}`,
    slots: {
      town: { is: town, ask: 'In Bath or in York?', recall: true },
      day: { is: day(), ask: 'On which day?' },
      time: { is: time(), ask: 'At what time?', late: true },
    },
    lookup: {
      tool: 'freeHours',
      when: ({ time: at }) => at === undefined,
      arguments: ({ day: on }) => ({ day: on?.value }),
      found: () => ({ slot: 'time', say: 'Ten or three. Which?' }),
    },
    tool: {
      name: 'takeRoom',
      arguments: (slots) => ({ town: slots.town.value, day: slots.day.value, time: slots.time.value }),
      done: 'It is yours.',
      refused: 'Not taken.',
      declined: (_, message) => ({ slot: 'time', say: message }),
    },
  }),
  defineIntent({
    name: 'moveRoom',
    after: 'card',
    examples: 'move my room to {day}',
    slots: { town: { is: town, recall: true }, day: { is: day() } },
    tool: {
      name: 'moveRoom',
      arguments: (slots) => ({ town: slots.town?.value, day: slots.day?.value }),
      done: 'It is moved.',
    },
  }),
  defineIntent({
    name: 'find',
    refines: true,
    examples: `
      do you have a {kind}
      is there a {colour} {kind}
      do you have a {colour} {kind} in {town}
      i am looking for a {kind}`,
    slots: {
      kind: { is: kind, ask: 'What are you looking for?' },
      colour: { is: colour, of: 'kind' },
      town: { is: town },
    },
    tool: {
      name: 'find',
      done: (slots) =>
        `Found: ${[slots.colour?.value, slots.kind.value, slots.town?.value].filter((word) => word !== undefined).join(' ')}.`,
    },
  }),
];

export function library(): LanguageModel {
  return onDevice({ intents, abilities: 'look for a book', wallTime: () => monday });
}

/** What the tools answer; a text that is thrown is a no of the tool's own. */
export function libraryTools(
  answers: Partial<Record<string, (input: unknown) => unknown>> = {},
  loans: readonly Loan[] = [
    { kind: 'atlas', number: 1 },
    { kind: 'novel', number: 2 },
  ],
): CallerTool[] {
  const tool = (name: string, effect: 'read' | 'write', run: (input: unknown) => unknown): CallerTool => ({
    specification: { name, description: '', effect, parameters: {} },
    ...(effect === 'write' &&
      name !== 'checkCard' && { question: (input: object) => `${name} ${JSON.stringify(input)}?` }),
    run: answers[name] ?? run,
  });
  return [
    tool('checkCard', 'write', () => 'ok'),
    tool('loans', 'read', () => loans),
    tool('renew', 'write', () => 'ok'),
    tool('freeHours', 'read', () => ['10:00', '15:00']),
    tool('takeRoom', 'write', () => 'ok'),
    tool('moveRoom', 'write', () => 'ok'),
    tool('find', 'read', () => 'ok'),
  ];
}
