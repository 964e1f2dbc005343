/**
 * The concierge of the house: one agent for all of its calls. Who is on the line is known to each call and to nobody
 * else, so that no caller speaks for another.
 */
import { defineAgent, type Agent, type AgentModels } from 'antiphon';
import { onDeviceExtractor } from 'antiphon/providers/ondevice';
import { rows } from './house/database.ts';
import type { House } from './house/house.ts';
import { spokenDay } from './house/spoken.ts';
import { embeddedConcierge } from './language/embedded-concierge.ts';
import { boutiqueIntents, boutiqueSlots } from './memory.ts';
import { boutiqueTools } from './tools/boutique-tools.ts';

/** Names that no recogniser knows by itself: what the pieces are called, and where the stores are. */
const hints = 'SELECT name FROM products UNION SELECT city FROM stores ORDER BY 1';

/**
 * Names that the embedded voice says so that its recogniser, as a stand-in for ears, does not know them again, and
 * does when they are written so. Of twenty-two words of the house's names and wares this one gained by it.
 */
const lexicon = { Estuary: 'Es chew ary' };

/** Of the house's book-keeping, where it is noon when it is day in every store. */
export const timeZone = 'Europe/Paris';

/** @param models Default: embedded, the language model too. */
export function concierge(house: House, models: AgentModels = {}): Agent {
  // The embedded ones learn the house by heart: not where others are given.
  const { llm = embeddedConcierge(house, timeZone), extractor = onDeviceExtractor(), ...others } = models;
  return defineAgent({
    name: 'concierge',
    greeting: 'Good day, this is the concierge of the house. What may I do for you?',
    instructions: [
      'You are the concierge of a fashion house, on the telephone: warm, brief, exact.',
      `Today is ${spokenDay(house.today)}, ${house.today}.`,
      'Say only what a tool has told you about stock, orders, repairs and craft.',
      'Before anything personal, ask for customer number and postcode, and prove them.',
      'Where something is gone or full, offer the alternatives you were given, nearest first.',
      'Speak in one or two short sentences, and name three things at most.',
      'What you cannot do, leave as a message for a person of the house.',
    ].join('\n'),
    tools: boutiqueTools(house),
    slots: boutiqueSlots(house),
    intents: boutiqueIntents(),
    phrases: rows<{ name: string }>(house.database, hints).map(({ name }) => name),
    models: { ...others, llm, extractor },
    lexicon,
    timeZone,
    mayEndCall: true,
  });
}
