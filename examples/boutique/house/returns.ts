/** Returns: as many items as the caller likes, in one go; all of them are taken back or none is. */
import { change, Declined, nextNumber, row } from './database.ts';
import { dayAfter } from './days.ts';
import type { House } from './house.ts';
import { once } from './once.ts';
import { lineOf, orderOf } from './orders.ts';
import type { OrderLine } from './orders.ts';
import { spokenDigits } from './spoken.ts';

export const returnDaysMax = 30;
const itemsMax = 20;

export interface ReturnItem {
  order: string;
  line: number;
}

export interface Return {
  number: string;
  items: OrderLine[];
  /** What will be paid back. */
  euros: number;
}

/** @throws Declined, naming the item that cannot come back, and none does. */
export function returnItems(
  house: House,
  customer: string,
  items: readonly ReturnItem[],
  key: string,
): Return {
  const { database, today } = house;
  return once(database, { key, kind: 'return', request: { customer, items } }, () => {
    const lines = returnable(house, customer, items);
    const euros = lines.reduce((sum, line) => sum + line.euros, 0);
    const number = nextNumber(database, 'returns', 5_001);
    change(database, 'INSERT INTO returns VALUES (?, ?, ?, ?)', number, customer, today, euros);
    for (const { order, line } of items)
      change(database, 'INSERT INTO return_lines VALUES (?, ?, ?)', number, order, line);
    return { number, items: lines, euros };
  });
}

/** What the items are, in the order asked. @throws Declined where one of them cannot come back. */
export function returnable(
  { database, today }: House,
  customer: string,
  items: readonly ReturnItem[],
): OrderLine[] {
  if (items.length === 0 || items.length > itemsMax) throw new Declined('Which items should come back?');
  if (new Set(items.map(({ order, line }) => `${order}/${line}`)).size < items.length)
    throw new Declined('One item was named twice.');
  return items.map(({ order: number, line }) => {
    const order = orderOf(database, customer, number);
    const item = lineOf(order, line);
    if (order.state !== 'dispatched' || order.dispatchedOn === null)
      throw new Declined(
        `Order ${spokenDigits(number)} has not left the house: it can be cancelled instead.`,
      );
    if (dayAfter(order.dispatchedOn, returnDaysMax) < today)
      throw new Declined(
        `The ${item.product} was dispatched more than thirty days ago and cannot come back.`,
      );
    const before = row(database, 'SELECT 1 FROM return_lines WHERE "order" = ? AND line = ?', number, line);
    if (before !== undefined) throw new Declined(`The return of the ${item.product} is under way already.`);
    return item;
  });
}
