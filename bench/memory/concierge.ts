/**
 * The agent of the benchmark: a retailer's concierge, who has sixteen things to remember and ten things to do.
 *
 * The example sentences are all that an extractor is told of how callers speak; no call uses one of them.
 */
import { z } from 'zod';
import { defineSlots } from '../../src/agent/define-slots.ts';
import type { IntentSpecification } from '../../src/contracts/memory.ts';

export const choices = {
  store: ['Riverside', 'Old Market', 'Harbour Street', 'Castle Square', 'Station Arcade', 'Mill Lane'],
  products: [
    'silk scarf',
    'wool coat',
    'leather gloves',
    'evening dress',
    'linen shirt',
    'tote bag',
    'ankle boots',
    'sunglasses',
    'wallet',
    'belt',
    'blazer',
    'trench coat',
  ],
  size: ['extra small', 'small', 'medium', 'large', 'extra large'],
  colour: ['black', 'navy', 'burgundy', 'camel', 'ivory', 'forest green', 'grey', 'red'],
  occasion: ['birthday', 'wedding', 'anniversary', 'graduation', 'christening', 'retirement'],
  deliveryMethod: ['courier', 'standard post', 'parcel locker', 'bicycle messenger'],
} as const;

export const conciergeSlots = defineSlots(
  z.object({
    store: z.enum(choices.store).describe('The store that the caller comes to.'),
    products: z.array(z.enum(choices.products)).describe('The articles that the caller wants.'),
    size: z.enum(choices.size).describe('The size that the caller wears.'),
    colour: z.enum(choices.colour).describe('The colour that the caller wants.'),
    quantity: z.int().min(1).max(24).describe('How many pieces the caller wants.'),
    fittingDate: z.iso.date().describe('The day of the fitting appointment in the store.'),
    fittingTime: z.iso.time({ precision: -1 }).describe('The time of day at which the fitting begins.'),
    deliveryDate: z.iso.date().describe('The day on which the parcel is delivered.'),
    name: z.string().max(60).describe('The full name of the caller.'),
    phone: z
      .string()
      .regex(/^[0-9]{10}$/)
      .describe('The phone number of the caller, ten digits.'),
    email: z.email().describe('The e-mail address of the caller.'),
    orderNumber: z
      .string()
      .regex(/^[A-Z]{2}[0-9]{5}$/)
      .describe('The order number: two letters and five digits.'),
    giftWrap: z.boolean().describe('Whether it is to be gift wrapped.'),
    occasion: z.enum(choices.occasion).describe('The occasion that it is for.'),
    budget: z.int().min(50).max(5000).describe('The budget: what the caller spends at most, in pounds.'),
    deliveryMethod: z.enum(choices.deliveryMethod).describe('The delivery method: how the parcel travels.'),
  }),
);

export type SlotName = (typeof slotNames)[number];

export const slotNames = [
  'store',
  'products',
  'size',
  'colour',
  'quantity',
  'fittingDate',
  'fittingTime',
  'deliveryDate',
  'name',
  'phone',
  'email',
  'orderNumber',
  'giftWrap',
  'occasion',
  'budget',
  'deliveryMethod',
] as const;

export const conciergeIntents: readonly IntentSpecification[] = [
  intent(
    'find-product',
    'The caller asks whether an article is in stock.',
    'do you have this in stock / is it in stock / can you check the stock / is there one left / have you got any left' +
      ' / is the coat available / check if you have my size in stock / are there any more in the storeroom',
  ),
  intent(
    'book-fitting',
    'The caller wants an appointment for a fitting.',
    'i want to book a fitting / book a fitting for me / i would like an appointment / can i try it on in the store' +
      ' / make an appointment for a fitting / i want to be fitted / a fitting appointment please / reserve a fitting room',
  ),
  intent(
    'change-order',
    'The caller wants to change an order.',
    'i want to change my order / change something in my order / can i change the order / my order is wrong please change it' +
      ' / modify my order / update an order / there is a mistake in my order / alter the order please',
  ),
  intent(
    'track-order',
    'The caller asks where an order is.',
    'where is my parcel / track my order / when does my order come / has it been sent / my package is late' +
      ' / what happened to my order / the delivery has not come / give me the status of my order',
  ),
  intent(
    'return-item',
    'The caller wants to give something back.',
    'i want to return this / send it back / can i get a refund / i want to give it back / return an article' +
      ' / how do returns work / it is the wrong size i want to return it / take back my purchase',
  ),
  intent(
    'gift-advice',
    'The caller wants an idea for a gift.',
    'i need a gift / help me choose a present / what gift do you recommend / a present for my mother / any ideas for a gift' +
      ' / what could i give my friend / advise me on a present / recommend something as a gift',
  ),
  intent(
    'arrange-delivery',
    'The caller wants something to be delivered.',
    'i want a delivery / deliver it to my home / can you deliver / arrange a delivery for me / bring it to my house' +
      ' / have it sent to me / set up the delivery / i need it delivered to my address',
  ),
  intent(
    'repair-item',
    'The caller wants something to be repaired.',
    'i need a repair / can you repair my bag / it is broken / fix the zip / mend my coat' +
      ' / the heel came off / do you do repairs / something has torn and needs mending',
  ),
  intent(
    'opening-hours',
    'The caller asks when the stores are open.',
    'what are the opening hours / when do you open / are you open today / when does the store close' +
      ' / opening times please / how late are you open / are you open on saturday / what time does it shut',
  ),
  intent(
    'speak-to-person',
    'The caller wants to talk to a person.',
    'i want to talk to a person / let me speak to someone / transfer me to an agent / a human please' +
      ' / put me through to somebody / can i speak to the manager / connect me to the staff / i want a real person',
  ),
];

function intent(name: string, description: string, examples: string): IntentSpecification {
  return { name, description, examples: examples.split(' / ') };
}
