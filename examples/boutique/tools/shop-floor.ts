/** What anybody may ask: products and stock, stores and departments, and what the house knows of its craft. */
import { defineTool, type Tool } from 'antiphon';
import { z } from 'zod';
import type { House } from '../house/house.ts';
import { isDay } from '../house/days.ts';
import { Declined } from '../house/database.ts';
import { lookUp } from '../house/knowledge.ts';
import { findStock } from '../house/stock.ts';
import { findStores } from '../house/stores.ts';
import { freeTimes } from '../house/appointments.ts';
import { spokenEuros, spokenSize, spokenTime } from '../house/spoken.ts';
import { telling } from './telling.ts';

const word = z.string().max(80);
const day = z.string().refine(isDay, 'a day such as 2026-03-24');

export function shopFloor(house: House): Tool[] {
  const { database, today } = house;
  return [
    defineTool({
      name: 'findProduct',
      description:
        'Finds a product by its name, with price and stock, and what else there is where it is gone.',
      input: z.object({
        product: word.describe('Its name, as the caller said it'),
        colour: word.optional(),
        size: word.optional(),
        store: word.optional().describe('A city'),
      }),
      effect: 'read',
      run: (wish) =>
        telling(() => {
          const { product, ...found } = findStock(database, wish);
          const sizes = found.sizes.map((size) => spokenSize(size));
          return {
            ...found,
            product: product.name,
            material: product.material,
            price: spokenEuros(product.euros),
            sizes,
          };
        }),
    }),
    defineTool({
      name: 'findStore',
      description:
        'Tells where the stores are, which departments they have, and when they are open on a day.',
      input: z.object({ city: word.optional(), department: word.optional(), day: day.optional() }),
      effect: 'read',
      run: (wish) =>
        telling(() =>
          findStores(database, { ...wish, day: wish.day ?? today }).map(({ today: open, ...store }) => ({
            ...store,
            hours: open && `${spokenTime(open.opens)} to ${spokenTime(open.closes)}`,
          })),
        ),
    }),
    defineTool({
      name: 'findFreeTimes',
      description: 'Lists the free times for an appointment in a department of a store on a day.',
      input: z.object({ store: word.describe('A city'), department: word, day }),
      effect: 'read',
      run: (wish) => telling(() => freeTimes(house, wish)),
    }),
    defineTool({
      name: 'lookUpCraft',
      description:
        'Looks up what the house has written about its craft, its history and the care of its pieces.',
      input: z.object({ question: z.string().max(300) }),
      effect: 'read',
      run: ({ question }) =>
        telling(() => {
          const quote = lookUp(database, question);
          if (quote === undefined) throw new Declined('The house has nothing written about that.');
          return quote;
        }),
    }),
  ];
}
