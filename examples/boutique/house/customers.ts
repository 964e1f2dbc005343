/**
 * Who a caller is. A number that does not exist and a postcode that does not fit are refused alike: the same
 * answer, after the same work, so that numbers cannot be found out by trying.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { row } from './database.ts';
import type { Tier } from './schema.ts';

export interface Customer {
  number: string;
  initials: string;
  tier: Tier;
}

/** Undefined: not proved. Spaces and case of the postcode do not matter. */
export function prove(
  database: DatabaseSync,
  { customer, postcode }: { customer: string; postcode: string },
): Customer | undefined {
  const found = row<Customer & { postcode: string }>(
    database,
    'SELECT number, initials, tier, postcode FROM customers WHERE number = ?',
    digits(customer),
  );
  const isSame = timingSafeEqual(print(postcode), print(found?.postcode ?? 'nobody'));
  if (found === undefined || !isSame) return undefined;
  return { number: found.number, initials: found.initials, tier: found.tier };
}

function digits(text: string): string {
  return text.replace(/\s/g, '');
}

function print(postcode: string): Buffer {
  return createHash('sha256').update(digits(postcode).toUpperCase()).digest();
}
