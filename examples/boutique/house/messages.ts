/** Messages for people of the house, who are known by what they do. */
import { change, Declined, row } from './database.ts';
import type { House } from './house.ts';
import { once } from './once.ts';

export const roles = ['store manager', 'tailor', 'shoemaker', 'leather workshop', 'customer care'] as const;
export type Role = (typeof roles)[number];

const charactersMax = 600;

export interface LeftMessage {
  number: number;
  role: Role;
}

/** @throws Declined where there is nothing to tell, or too much for one message. */
export function leaveMessage(
  { database, today }: House,
  { role, words, customer }: { role: Role; words: string; customer: string | undefined },
  key: string,
): LeftMessage {
  const text = words.trim();
  if (text === '') throw new Declined('What should the message say?');
  if (text.length > charactersMax)
    throw new Declined('That is too long for one message: please make it shorter.');
  return once(database, { key, kind: 'message', request: { customer, role, text } }, () => {
    change(
      database,
      'INSERT INTO messages (customer, role, words, left_on) VALUES (?, ?, ?, ?)',
      customer ?? null,
      role,
      text,
      today,
    );
    const last = row<{ number: number }>(database, 'SELECT last_insert_rowid() AS number');
    return { number: last?.number ?? 0, role };
  });
}
