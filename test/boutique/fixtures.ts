/** A house for a test, and the people in it that a story needs. */
import { openHouse, type House } from '../../examples/boutique/house/house.ts';
import { row } from '../../examples/boutique/house/database.ts';
import type { OrderState, Tier } from '../../examples/boutique/house/schema.ts';

/** A Tuesday. */
export const today = '2026-03-24';

export const aHouse = (file?: string, seed = 7): House =>
  openHouse({ seed, today, ...(file !== undefined && { file }) });

/** An order in that state and whose it is. */
export function anOrder({ database }: House, state: OrderState): { customer: string; order: string } {
  const found = row<{ customer: string; order: string }>(
    database,
    `SELECT customer, number AS "order" FROM orders WHERE state = ?
     ORDER BY dispatched_on DESC, number LIMIT 1`,
    state,
  );
  if (found === undefined) throw new Error(`no order is ${state}`);
  return found;
}

export function aCustomer({ database }: House, tier: Tier = 'guest'): { number: string; postcode: string } {
  const found = row<{ number: string; postcode: string }>(
    database,
    `SELECT number, postcode FROM customers
     WHERE tier = ? AND number NOT IN (SELECT customer FROM appointments) ORDER BY number LIMIT 1`,
    tier,
  );
  if (found === undefined) throw new Error(`nobody is a ${tier}`);
  return found;
}
