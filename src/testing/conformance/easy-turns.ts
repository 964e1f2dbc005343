/**
 * Ten turns that any extractor should understand, with the slots and intents of the agent they are said to.
 *
 * They are about the simplest that callers say. How well an extractor understands callers is another question, for
 * a benchmark.
 */
import type { ExtractionRequest, IntentSpecification, SlotSpecification } from '../../contracts/memory.ts';

export interface EasyTurn {
  /** What the caller had heard. Default: nothing that matters. */
  agent?: string;
  caller: string;
  /** What is known before. Default: nothing. */
  known?: Readonly<Record<string, readonly unknown[]>>;
  offered?: ExtractionRequest['offered'];
  /** What the slots hold after it, each slot that the turn speaks of. */
  holds: Readonly<Record<string, readonly unknown[]>>;
  /** What the caller wants, where the turn says so. */
  intent?: string;
}

export interface EasyCall {
  slots: readonly SlotSpecification[];
  intents: readonly IntentSpecification[];
  turns: readonly EasyTurn[];
}

/** A Monday, three in the afternoon in Vienna. */
export const saidAtMs = Date.UTC(2026, 10, 23, 14);
export const timeZone = 'Europe/Vienna';

/** A visit to a fashion house. */
export const easyCall: EasyCall = {
  slots: [
    {
      name: 'store',
      description: 'In which store the visit is.',
      schema: { type: 'string', enum: ['Vienna', 'Paris', 'Milan'] },
      many: false,
    },
    {
      name: 'colour',
      description: 'Which colour the coat has.',
      schema: { type: 'string', enum: ['blue', 'red', 'black'] },
      many: false,
    },
    { name: 'day', description: 'On which day.', schema: { type: 'string', format: 'date' }, many: false },
    {
      name: 'guests',
      description: 'How many people come.',
      schema: { type: 'integer', minimum: 1, maximum: 20 },
      many: false,
    },
    {
      name: 'sizes',
      description: 'Which sizes are laid out.',
      schema: { type: 'string', enum: ['36', '38', '40', '42'] },
      many: true,
    },
  ],
  intents: [
    {
      name: 'book',
      description: 'Wants an appointment.',
      examples: [
        'i would like to book an appointment',
        'can i make an appointment please',
        'i want to book a fitting',
        'could you book me in for a visit',
      ],
    },
    {
      name: 'cancel',
      description: 'Wants an appointment no more.',
      examples: [
        'please cancel my appointment',
        'i have to cancel',
        'i want to cancel the fitting',
        'could you cancel my visit',
      ],
    },
    {
      name: 'hours',
      description: 'Asks when a store is open.',
      examples: [
        'what are your opening hours',
        'when do you open',
        'how long are you open today',
        'are you open on sundays',
      ],
    },
  ],
  turns: [
    { agent: 'Which store would you like?', caller: 'Vienna, please.', holds: { store: ['Vienna'] } },
    { agent: 'Which colour would you like?', caller: 'The blue one, please.', holds: { colour: ['blue'] } },
    { caller: 'No, the red one.', known: { colour: ['blue'] }, holds: { colour: ['red'] } },
    { agent: 'How many people will come?', caller: 'Three of us.', holds: { guests: [3] } },
    {
      agent: 'Which sizes shall I lay out?',
      caller: 'Thirty-eight and forty.',
      holds: { sizes: ['38', '40'] },
    },
    { agent: 'On which day?', caller: 'Tomorrow, please.', holds: { day: ['2026-11-24'] } },
    { agent: 'On which day?', caller: 'On the third of December.', holds: { day: ['2026-12-03'] } },
    {
      agent: 'There is our house in Paris, and the one in Milan. Which one would you like?',
      caller: 'The second one.',
      offered: [
        { slot: 'store', value: 'Paris', words: 'our house in Paris' },
        { slot: 'store', value: 'Milan', words: 'the one in Milan' },
      ],
      holds: { store: ['Milan'] },
    },
    { caller: 'I would like to book an appointment.', holds: {}, intent: 'book' },
    { caller: 'Please cancel my appointment.', holds: {}, intent: 'cancel' },
  ],
};
