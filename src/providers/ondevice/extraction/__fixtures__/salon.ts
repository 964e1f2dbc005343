/** An agent's slots as `defineSlots` sends them, and a way to write a turn and its changes in one line each. */
import { z } from 'zod';
import type {
  ExtractionRequest,
  Extractor,
  IntentSpecification,
  SlotChange,
  SlotSpecification,
} from '../../../../contracts/memory.ts';

const fields = {
  store: z.enum(['Milan', 'Paris', 'London', 'Lyon']).describe('The store to visit.'),
  products: z
    .array(z.enum(['coat', 'scarf', 'belt', 'handbag', 'gloves', 'silk dress']))
    .describe('What the caller wants to see.'),
  colour: z.enum(['black', 'navy blue', 'green', 'camel', 'red', 'blue']).describe('The colour wanted.'),
  size: z.enum(['34', '36', '38', '40', '42']).describe('The clothing size.'),
  quantity: z.int().min(1).max(20).describe('How many pieces.'),
  budget: z.number().min(50).max(20_000).describe('The most the caller wants to spend, in euros.'),
  fittingDate: z.iso.date().describe('The day of the fitting.'),
  fittingTime: z.iso.time({ precision: -1 }).describe('The time of the fitting.'),
  deliveryDate: z.iso.date().describe('The day on which it is delivered.'),
  deliveryMethod: z
    .enum(['courier', 'pickup', 'post'])
    .describe('How it is delivered: courier (to the door), pickup (collect in store), post.'),
  customerName: z.string().describe('The name of the caller.'),
  phone: z
    .string()
    .regex(/^\+?\d{7,15}$/)
    .describe('The telephone number.'),
  email: z.email().describe('The e-mail address.'),
  orderNumber: z
    .string()
    .regex(/^[A-Z]{2}-\d{5}$/)
    .describe('The order number.'),
  giftWrap: z.boolean().describe('Whether it is to be gift wrapped.'),
  occasion: z
    .string()
    .meta({ examples: ['wedding', 'birthday', 'anniversary', 'opera'] })
    .describe('The occasion it is for.'),
};

export const salonSlots: readonly SlotSpecification[] = Object.entries(fields).map(([name, type]) => {
  const many = type instanceof z.ZodArray;
  const { $schema: _, ...schema } = z.toJSONSchema(many ? (type.element as z.ZodType) : type, {
    io: 'input',
  });
  return { name, description: type.description ?? name, schema, many };
});

export const salonIntents: readonly IntentSpecification[] = [
  {
    name: 'bookFitting',
    description: 'The caller wants to book a fitting.',
    examples: [
      'i would like to book a fitting',
      'can i come in to try something on',
      'i need an appointment with a tailor',
      'book me an appointment',
    ],
  },
  {
    name: 'trackOrder',
    description: 'The caller wants to know where an order is.',
    examples: [
      'where is my order',
      'has my parcel been sent',
      'when will my order arrive',
      'i want to track a delivery',
    ],
  },
  {
    name: 'returnItem',
    description: 'The caller wants to send something back.',
    examples: [
      'i want to return something',
      'can i send it back',
      'i would like my money back',
      'how do i return a coat',
    ],
  },
  {
    name: 'speakToPerson',
    description: 'The caller wants to speak to a person.',
    examples: [
      'can i talk to somebody',
      'put me through to a person',
      'i want to speak to a human',
      'a real person please',
    ],
  },
];

/** Thursday, 19 November 2026, 12:00 in UTC. */
export const saidAtMs = Date.UTC(2026, 10, 19, 12);

export type Given = Partial<Omit<ExtractionRequest, 'known' | 'callerText'>> & {
  /** A value, or several of a slot that holds several; set in the turn before. */
  known?: Readonly<Record<string, unknown>>;
  /** Slots that were set long before the others. */
  older?: readonly string[];
};

export function requestOf(
  callerText: string,
  { known = {}, older = [], ...given }: Given = {},
): ExtractionRequest {
  const turn = given.turn ?? 7;
  const held = Object.entries(known).map(([slot, value]) => {
    const values = Array.isArray(value) ? (value as unknown[]) : [value];
    const said = older.includes(slot) ? 1 : turn - 1;
    return [slot, values.map((one) => ({ value: one, turn: said, words: String(one), confidence: 0.9 }))];
  });
  return {
    turn,
    agentText: '',
    callerText,
    language: 'en',
    slots: salonSlots,
    intents: salonIntents,
    offered: [],
    recalled: {},
    saidAtMs,
    timeZone: 'UTC',
    ...given,
    known: Object.fromEntries(held) as ExtractionRequest['known'],
  };
}

/** "colour=black +products=coat -products=belt size=nothing", in the order of the slots. */
export function written(
  changes: readonly SlotChange[],
  slots: readonly SlotSpecification[] = salonSlots,
): string {
  const place = (slot: string): number => slots.findIndex(({ name }) => name === slot);
  return changes
    .map((change) => {
      if (change.change === 'clear') return { slot: change.slot, text: `${change.slot}=nothing` };
      const sign = { set: '', add: '+', remove: '-' }[change.change];
      return { slot: change.slot, text: `${sign}${change.slot}=${String(change.value)}` };
    })
    .toSorted((left, right) => place(left.slot) - place(right.slot))
    .map(({ text }) => text)
    .join(' ');
}

export async function heard(extractor: Extractor, callerText: string, given: Given = {}): Promise<string> {
  const { changes } = await extractor.extract(requestOf(callerText, given), {
    signal: new AbortController().signal,
  });
  return written(changes, given.slots);
}
