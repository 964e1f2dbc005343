/**
 * The concierge of one call. The identity belongs to that call, and so do the tools that ask for it: an agent that
 * is shared by several calls would let one caller speak for another.
 */
import { defineAgent, type Agent, type AgentModels } from 'antiphon';
import { rows } from './house/database.ts';
import type { House } from './house/house.ts';
import { spokenDay } from './house/spoken.ts';
import { boutiqueTools } from './tools/boutique-tools.ts';
import type { Identity } from './tools/identity.ts';

/** Names that no recogniser knows by itself: what the pieces are called, and where the stores are. */
const hints = 'SELECT name FROM products UNION SELECT city FROM stores ORDER BY 1';

export function concierge(house: House, identity: Identity, models: AgentModels = {}): Agent {
  return defineAgent({
    name: 'concierge',
    greeting: 'Good day, this is the concierge of the house. What may I do for you?',
    instructions: [
      'You are the concierge of a fashion house, on the telephone: warm, brief, exact.',
      `Today is ${spokenDay(house.today)}, ${house.today}.`,
      'Say only what a tool has told you about stock, orders, repairs and craft.',
      'Before anything personal, ask for customer number and postcode, and prove them.',
      'Where something is gone or full, offer the alternatives you were given, nearest first.',
      'What you cannot do, leave as a message for a person of the house.',
    ].join('\n'),
    tools: boutiqueTools(house, identity),
    phrases: rows<{ name: string }>(house.database, hints).map(({ name }) => name),
    models,
  });
}
