/**
 * What is remembered of a call, and what callers want: taken down after each turn, behind the conversation, so that
 * nobody has to say a thing twice and the page can show it. Nothing in it proves who somebody is.
 */
import { defineSlots, type IntentSpecification, type Slots } from 'antiphon';
import { z } from 'zod';
import { rows } from './house/database.ts';
import type { House } from './house/house.ts';
import { examples, type Task } from './language/examples.ts';

export function boutiqueSlots({ database }: House): Slots {
  const names = (sql: string): [string, ...string[]] =>
    rows<{ name: string }>(database, sql).map(({ name }) => name) as [string, ...string[]];
  const products = names('SELECT name FROM products ORDER BY id');
  const sizes = names('SELECT DISTINCT size AS name FROM stock ORDER BY length(size), size');
  return defineSlots(
    z.object({
      store: z.enum(names('SELECT city AS name FROM stores ORDER BY 1')).describe('The city of the store.'),
      department: z
        .enum(names('SELECT DISTINCT name FROM departments ORDER BY 1'))
        .describe('The department that the caller wants to go to.'),
      products: z
        // All of their names: of some of them only, a guess would be a piece that was never spoken of.
        .array(z.enum(products))
        .describe('The pieces that the caller speaks of, by their names.'),
      size: z.enum(sizes).describe('The size that is wanted.'),
      colour: z
        .enum(names('SELECT DISTINCT colour AS name FROM stock ORDER BY 1'))
        .describe('The colour that is wanted.'),
      day: z.iso.date().describe('The day on which the caller wants to come.'),
      time: z
        .string()
        .regex(/^\d{2}:\d{2}$/)
        .meta({ examples: ['10:30', '15:00'] })
        .describe('The time at which the caller wants to come.'),
      order: z
        .string()
        .regex(/^\d{5}$/)
        .meta({ examples: ['70005', '70041'] })
        .describe('The number of the order in question.'),
      occasion: z
        .enum(['wedding', 'birthday', 'anniversary', 'graduation', 'dinner', 'journey', 'work'])
        .describe('What the piece is for.'),
      giftWrap: z.boolean().describe('Whether it is to be wrapped as a present.'),
      contact: z.enum(['telephone', 'email', 'letter']).describe('How the caller wants to be reached.'),
      person: z
        .enum(['store manager', 'tailor', 'shoemaker', 'leather workshop', 'customer care'])
        .describe('For whom a message is.'),
    }),
  );
}

const wants: Readonly<Record<Task, string>> = {
  findProduct: 'Wants to know whether there is a piece, in which size or colour, or what it costs.',
  findStore: 'Wants to know where the stores are.',
  findDepartment: 'Wants to know which departments a store has, or on which floor one is.',
  hours: 'Wants to know when a store is open.',
  bookAppointment: 'Wants to make an appointment.',
  moveAppointment: 'Wants to have an appointment at another time.',
  cancelAppointment: 'Wants to call off an appointment.',
  listAppointments: 'Wants to know when an appointment is.',
  cancelOrder: 'Wants to cancel an order.',
  changeOrder: 'Wants another size or colour of something ordered.',
  returnItems: 'Wants to send something back.',
  listOrders: 'Wants to know where an order is.',
  trackRepairs: 'Wants to know how a repair is getting on.',
  lookUpCraft: 'Asks about craft, care, or the history of the house.',
  leaveMessage: 'Wants to speak to a person, or to leave a message.',
  identify: 'Says who they are, by customer number or postcode.',
  withoutNumber: 'Does not have the customer number at hand, or does not want to say it.',
  help: 'Wants to know what the concierge can do.',
};

/** Values in place of the slots of an example: enough to show where they stand. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  line: ['harbour', 'willow', 'fennel'],
  kind: ['coat', 'scarf', 'handbag', 'boots'],
  colour: ['navy', 'camel', 'black'],
  size: ['size thirty eight', 'size forty'],
  store: ['Paris', 'Milan', 'Vienna'],
  department: ['shoes', 'leather goods', 'ready to wear'],
  day: ['thursday', 'tomorrow', 'the third of may'],
  time: ['three', 'half past ten'],
  order: ['seven zero zero four one'],
  role: ['tailor', 'store manager'],
  customer: ['four one zero zero one six'],
  postcode: ['one six nine eight seven'],
};

export function boutiqueIntents(): IntentSpecification[] {
  let turn = 0;
  const filled = (example: string): string =>
    example.replace(/\{(\w+)\}/g, (_, slot: string) => {
      const values = spoken[slot] ?? [];
      turn += 1;
      return values[turn % values.length] ?? '';
    });
  return Object.entries(examples).map(([name, lines]) => ({
    name,
    description: wants[name as Task],
    examples: lines
      .trim()
      .split('\n')
      .map((line) => filled(line.trim())),
  }));
}
