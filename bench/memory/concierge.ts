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
    `
    do you have this in stock / is the wool coat still available / can you check whether you have it / have you got any left
    is it sold out / which store has this article / i am looking for a certain bag do you stock it
    are there any more of these in the shop / check the stock please / when will you have it again`,
  ),
  intent(
    'book-fitting',
    'The caller wants an appointment for a fitting.',
    `
    i want to book a fitting / i would like to make an appointment / can i try it on in the store / could someone measure me
    reserve a fitting room for me / is there a free slot for a fitting / i want to be fitted
    can i come in to try on a dress / an appointment with the tailor please / book me in for a fitting`,
  ),
  intent(
    'change-order',
    'The caller wants to change an order.',
    `
    i want to change my order / can i add something to my order / i ordered the wrong size please change it / modify my order
    my order is wrong / i would like to swap an article in my order / can you alter what i bought
    there is a mistake in my order / is it still possible to amend the order / update my order please`,
  ),
  intent(
    'track-order',
    'The caller asks where an order is.',
    `
    where is my parcel / track my order / when does my order come / has it been sent yet
    my package is late / what happened to my order / i am still waiting for my parcel
    when will it get here / give me the status of my order / my delivery has not come`,
  ),
  intent(
    'return-item',
    'The caller wants to give something back.',
    `
    i want to return this / can i send it back / can i get a refund / i want to give it back
    how do returns work / it is the wrong size i want to return it / i want to have my money back
    i do not like it can i bring it back / take back my purchase / i need a return label`,
  ),
  intent(
    'gift-advice',
    'The caller wants an idea for a gift.',
    `
    i need a gift / help me choose a present / what gift do you recommend / a present for my mother
    do you have ideas for a gift / what could i give my friend / advise me on a present
    recommend something as a gift / what would she like for her birthday / i don't know what to buy him`,
  ),
  intent(
    'arrange-delivery',
    'The caller wants something to be delivered.',
    `
    i want a delivery / deliver it to my home / can you send it to my address / arrange a delivery for me
    bring it to my house / do you deliver / i cannot come to the store please deliver it
    set up the delivery / i want to have it shipped / when could you deliver it`,
  ),
  intent(
    'repair-item',
    'The caller wants something to be repaired.',
    `
    i need a repair / can you repair my bag / it is broken / fix the zip
    mend my coat / the heel came off / do you do repairs
    a seam has torn / there is a hole in it / could your workshop fix it`,
  ),
  intent(
    'opening-hours',
    'The caller asks when the stores are open.',
    `
    what are the opening hours / when do you open / are you open today / when does the store close
    opening times please / how late are you open / are you open on saturday
    what time does it shut / how long are you there tonight / is the shop closed on holidays`,
  ),
  intent(
    'speak-to-person',
    'The caller wants to talk to a person.',
    `
    i want to talk to a person / let me speak to someone / transfer me to an agent / a human please
    put me through to somebody / can i speak to the manager / connect me to the staff
    i want a real person / is there a colleague i can talk to / i do not want to talk to a robot`,
  ),
];

/** The examples stand between slashes, or on lines of their own. */
function intent(name: string, description: string, examples: string): IntentSpecification {
  return {
    name,
    description,
    examples: examples
      .split(/[/\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  };
}
