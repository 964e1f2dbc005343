/** Orders and returns of a caller who has proved who it is: what cannot be undone is named piece by piece. */
import { defineTool, type Tool } from 'antiphon';
import { z } from 'zod';
import type { House } from '../house/house.ts';
import {
  cancelOrder,
  changedLine,
  changeOrder,
  openOrder,
  ordersOf,
  type OrderLine,
} from '../house/orders.ts';
import { returnable, returnItems } from '../house/returns.ts';
import { spokenDigits, spokenEuros, spokenList, spokenNumber, spokenSize } from '../house/spoken.ts';
import { customerOf } from './identity.ts';
import { asking, telling } from './telling.ts';

const order = z
  .string()
  .regex(/^\d{1,8}$/)
  .describe('The number of the order');
const line = z.int().min(1).describe('Which item of the order, from 1 on');
const fallback = 'The order books do not answer just now. May a colleague call you back?';

const spokenItem = ({ product, colour, size }: Pick<OrderLine, 'product' | 'colour' | 'size'>): string =>
  `the ${product} in ${colour}, ${spokenSize(size)}`;
const sumOf = (lines: readonly OrderLine[]): string =>
  spokenEuros(lines.reduce((sum, { euros }) => sum + euros, 0));

export function orderDesk(house: House): Tool[] {
  const { database } = house;
  return [
    defineTool({
      name: 'listOrders',
      description: "Lists the caller's orders with their items and where they are.",
      input: z.object({}),
      effect: 'read',
      run: (_, { caller }) => telling(() => ordersOf(database, customerOf(caller))),
    }),
    defineTool({
      name: 'changeOrder',
      description: 'Changes the colour or the size of one item of an order that is not dispatched.',
      input: z.object({
        order,
        line,
        colour: z.string().max(40).optional(),
        size: z.string().max(20).optional(),
      }),
      effect: 'irreversible',
      confirm: (wish, { caller }) =>
        asking(() => {
          const { before, after } = changedLine(database, customerOf(caller), wish);
          const change = `${spokenItem(before)}, will be made in ${after.colour}, ${spokenSize(after.size)}`;
          return `In order ${spokenDigits(wish.order)}, ${change} instead. Shall I do it?`;
        }),
      idempotencyKey: true,
      speakWhile: 'One moment, I am telling the workshop.',
      fallback,
      run: (wish, { idempotencyKey, caller }) =>
        telling(() => changeOrder(house, customerOf(caller), wish, idempotencyKey)),
    }),
    defineTool({
      name: 'cancelOrder',
      description: 'Cancels a whole order that is not dispatched.',
      input: z.object({ order }),
      effect: 'irreversible',
      confirm: (wish, { caller }) =>
        asking(() => {
          const { lines } = openOrder(database, customerOf(caller), wish.order);
          const what = `${spokenList(lines.map(spokenItem))}, for ${sumOf(lines)}${lines.length === 1 ? '' : ' together'}`;
          return `Order ${spokenDigits(wish.order)} will be cancelled for good: ${what}. Shall I do it?`;
        }),
      idempotencyKey: true,
      speakWhile: 'One moment, I am telling the workshop.',
      fallback,
      run: (wish, { idempotencyKey, caller }) =>
        telling(() => cancelOrder(house, customerOf(caller), wish.order, idempotencyKey)),
    }),
    defineTool({
      name: 'returnItems',
      description: 'Takes back any number of items of dispatched orders in one go.',
      input: z.object({ items: z.array(z.object({ order, line })).min(1).max(20) }),
      effect: 'irreversible',
      confirm: (wish, { caller }) =>
        asking(() => {
          const lines = returnable(house, customerOf(caller), wish.items);
          const what = `${spokenNumber(lines.length)} ${lines.length === 1 ? 'item' : 'items'}`;
          const which = `${spokenList(lines.map(spokenItem))}`;
          return `I will take back ${what}: ${which}. You will be paid back ${sumOf(lines)}. Shall I do it?`;
        }),
      idempotencyKey: true,
      fallback,
      run: (wish, { idempotencyKey, caller }) =>
        telling(() => returnItems(house, customerOf(caller), wish.items, idempotencyKey)),
    }),
  ];
}
