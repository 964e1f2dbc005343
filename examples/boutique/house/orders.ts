/**
 * Orders: they may be changed and cancelled until they are dispatched. Whether that is still so is asked in the
 * transaction that acts, not when the caller was told.
 */
import type { DatabaseSync } from 'node:sqlite';
import { change, Declined, rows } from './database.ts';
import type { House } from './house.ts';
import { once } from './once.ts';
import type { OrderState } from './schema.ts';
import { spokenDay, spokenDigits } from './spoken.ts';
import { oneOf, variantsOf } from './stock.ts';

export interface OrderLine {
  /** From 1 on. */
  line: number;
  product: string;
  colour: string;
  size: string;
  euros: number;
}

export interface Order {
  number: string;
  state: OrderState;
  placedOn: string;
  dispatchedOn: string | null;
  lines: OrderLine[];
}

export interface LineChange {
  order: string;
  line: number;
  colour?: string | undefined;
  size?: string | undefined;
}

export function ordersOf(database: DatabaseSync, customer: string): Order[] {
  return rows<Omit<Order, 'lines'>>(
    database,
    `SELECT number, state, placed_on AS placedOn, dispatched_on AS dispatchedOn
     FROM orders WHERE customer = ? ORDER BY number`,
    customer,
  ).map((order) => ({
    ...order,
    lines: rows<OrderLine>(
      database,
      `SELECT line, products.name AS product, colour, size, order_lines.euros
       FROM order_lines JOIN products ON products.id = order_lines.product WHERE "order" = ? ORDER BY line`,
      order.number,
    ),
  }));
}

/** @throws Declined where there is none, or it is somebody else's: the same words for both. */
export function orderOf(database: DatabaseSync, customer: string, number: string): Order {
  const order = ordersOf(database, customer).find((one) => one.number === number);
  if (order === undefined) throw new Declined('There is no such order under this customer number.');
  return order;
}

/** @throws Declined where the order has no such line. */
export function lineOf(order: Order, line: number): OrderLine {
  const found = order.lines.find((one) => one.line === line);
  if (found === undefined) throw new Declined('The order has no such item.');
  return found;
}

/** @throws Declined behind dispatch, or where it is cancelled already. */
export function cancelOrder({ database }: House, customer: string, number: string, key: string): Order {
  return once(database, { key, kind: 'cancel order', request: { customer, number } }, () => {
    const order = openOrder(database, customer, number);
    change(database, `UPDATE orders SET state = 'cancelled' WHERE number = ?`, number);
    return { ...order, state: 'cancelled' as const };
  });
}

/** Another colour or size of one item. @throws Declined behind dispatch, or where it does not come in that. */
export function changeOrder({ database }: House, customer: string, wish: LineChange, key: string): Order {
  const { order: number, line, colour, size } = wish;
  const request = { customer, number, line, colour, size };
  return once(database, { key, kind: 'change order', request }, () => {
    const { after } = changedLine(database, customer, wish);
    change(
      database,
      'UPDATE order_lines SET colour = ?, size = ? WHERE "order" = ? AND line = ?',
      after.colour,
      after.size,
      number,
      line,
    );
    return orderOf(database, customer, number);
  });
}

/** An item as it is and as it would be. @throws Declined where it cannot be so. */
export function changedLine(
  database: DatabaseSync,
  customer: string,
  { order, line, colour, size }: LineChange,
): { before: OrderLine; after: OrderLine } {
  const before = lineOf(openOrder(database, customer, order), line);
  const [ordered] = rows<{ product: string }>(
    database,
    'SELECT product FROM order_lines WHERE "order" = ? AND line = ?',
    order,
    line,
  );
  const { colours, sizes } = variantsOf(database, ordered?.product ?? '');
  const after = {
    ...before,
    colour: colour === undefined ? before.colour : oneOf(colours, colour, before.product),
    size: size === undefined ? before.size : oneOf(sizes, size, before.product),
  };
  if (after.colour === before.colour && after.size === before.size)
    throw new Declined('That is how it is ordered already.');
  return { before, after };
}

/** @throws Declined where nothing about it can be changed any more. */
export function openOrder(database: DatabaseSync, customer: string, number: string): Order {
  const order = orderOf(database, customer, number);
  if (order.state === 'cancelled') throw new Declined(`Order ${spokenDigits(number)} is cancelled already.`);
  if (order.state === 'dispatched') {
    const when = order.dispatchedOn === null ? '' : ` on ${spokenDay(order.dispatchedOn)}`;
    throw new Declined(
      `I am sorry: order ${spokenDigits(number)} left the house${when}. It can come back as a return instead.`,
    );
  }
  return order;
}
