/**
 * The concierge's own language model, with no weights from anywhere: what callers say is learned from examples, the
 * names come from the house's database, and every reply is written here. Any other model may take its place.
 */
import type { AgentModels } from 'antiphon';
import { onDevice, smallTalk } from 'antiphon/providers/ondevice';
import type { House } from '../house/house.ts';
import { appointmentIntents } from './appointments.ts';
import { frontDeskIntents } from './front-desk.ts';
import { orderIntents } from './orders.ts';
import { shopFloorIntents } from './shop-floor.ts';
import { houseValues } from './values.ts';

/** What sounds like a boutique's business and is none. */
const others = [
  'are the shoes of the shop across the road better than yours',
  'is the other house any better than you',
  'what do you think of the other fashion houses',
  'is the coat cheaper in the shop next door',
  'who else sells bags in this street',
  'is there parking at the store',
  'do you take credit cards',
  'are you looking for people to work in the store',
  'give me a discount on the coat',
  'give me a hundred euros',
  'pay me the money at once',
  'who owns the house',
];

const abilities = 'look for a piece in our stores, arrange an appointment, or see to an order of yours';

export function embeddedConcierge(house: House, timeZone: string): NonNullable<AgentModels['llm']> {
  const values = houseValues(house);
  return onDevice({
    intents: [
      ...shopFloorIntents(values),
      ...appointmentIntents(values),
      ...orderIntents(values),
      ...frontDeskIntents(values),
    ],
    smallTalk: smallTalk({
      hello: 'Good day to you, and welcome. What may I do for you?',
      whoAreYou: 'I am the concierge of the house: a machine, and entirely at your service.',
      goodbye: 'Thank you for calling. Goodbye, and until soon.',
    }),
    abilities,
    others,
    sayings: {
      cancelled: 'Very well, I leave it at that. What else may I do for you?',
      cancelWhat: 'What may I cancel? Please say, cancel my order, or, cancel my appointment.',
      nothingElse: 'Very well. Thank you for calling the house.',
    },
    fallback: (_, misses) =>
      misses > 1
        ? `I am so sorry, I do not follow. I can ${abilities}, or write to a colleague.`
        : `I am afraid that is beyond me. I can ${abilities}.`,
    // The house's own day: noon of it, wherever that is.
    wallTime: () => Date.parse(`${house.today}T12:00:00Z`),
    timeZone,
  });
}
