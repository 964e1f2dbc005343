/** Who is calling, where a repair is, and a message for a person. */
import { anything, defineIntent, digits, type Intent } from 'antiphon/providers/ondevice';
import type { Repair } from '../house/repairs.ts';
import type { Tier } from '../house/schema.ts';
import { examples } from './examples.ts';
import type { HouseValues } from './values.ts';

/** What comes before anything personal. */
export const identify = 'identify';

const welcome: Readonly<Record<Tier, string>> = {
  guest: 'Thank you, that is all I needed.',
  friend: 'Thank you, and welcome back.',
  patron: 'Thank you, and a very warm welcome back.',
};

export function frontDeskIntents(values: HouseValues): Intent[] {
  return [whoIsCalling(), withoutNumber(), trackRepairs(values), leaveMessage(values), help()];
}

function whoIsCalling(): Intent {
  return defineIntent({
    name: identify,
    examples: examples.identify,
    slots: {
      customer: {
        is: digits('customer', { length: 6 }),
        ask: [
          'Gladly. May I have your customer number first?',
          'Please say, my customer number is, and then its six digits, one by one.',
        ],
      },
      postcode: {
        is: digits('postcode', { length: 5 }),
        ask: [
          'Thank you. And your postcode, please?',
          'Please say, my postcode is, and then its five digits, one by one.',
        ],
      },
    },
    tool: {
      name: 'proveIdentity',
      done: (_, value) => welcome[(value as { tier: Tier }).tier],
      declined: (_, message) =>
        /once more/.test(message)
          ? {
              slot: 'customer',
              forget: ['postcode'],
              say: 'I am sorry, number and postcode do not fit together. May I have your customer number once more?',
            }
          : 'I am sorry, I cannot confirm who is calling. A colleague will gladly help: I can take a message.',
    },
  });
}

function withoutNumber(): Intent {
  return defineIntent({
    name: 'withoutNumber',
    examples: examples.withoutNumber,
    reply:
      'I am sorry: without customer number and postcode I may not speak of anything personal. The number stands on every receipt.',
  });
}

function trackRepairs({ kind }: HouseValues): Intent {
  return defineIntent({
    name: 'trackRepairs',
    about: 'about a repair',
    after: identify,
    examples: examples.trackRepairs,
    slots: { kind: { is: kind } },
    tool: {
      name: 'trackRepairs',
      arguments: () => ({}),
      done: ({ kind: piece }, value) => sayRepairs(value as ToldRepair[], piece?.value),
      declined: (_, message) => message,
    },
  });
}

interface ToldRepair extends Omit<Repair, 'readyOn'> {
  ready: string;
}

/** The one that matters: what can be fetched, or what is being worked on. */
function sayRepairs(repairs: readonly ToldRepair[], kind: string | undefined): string {
  const all = repairs.filter(({ state }) => state !== 'collected');
  const named = kind === undefined ? [] : all.filter(({ product }) => product.endsWith(` ${kind}`));
  const underWay = named.length === 0 ? all : named;
  const [first, ...others] = [...underWay].sort(
    (one, other) => Number(other.state === 'ready') - Number(one.state === 'ready'),
  );
  if (first === undefined) return 'There is no repair of yours with us just now.';
  const { product, work, state, store, ready } = first;
  const told =
    state === 'ready'
      ? `Your ${product} is ready in ${store}, with ${work}.`
      : `Your ${product} is getting ${work}${state === 'received' ? ', and is next on the bench' : ''}. It will be ready in ${store} on ${ready}.`;
  return others.length === 0 ? told : `${told} There is one more with us.`;
}

function leaveMessage({ role }: HouseValues): Intent {
  return defineIntent({
    name: 'leaveMessage',
    about: 'to leave a message',
    examples: examples.leaveMessage,
    slots: {
      role: { is: role },
      words: {
        is: anything('words'),
        ask: [
          'Of course. I cannot put you through, but I will write it down. What may I say?',
          'What may I write down?',
        ],
      },
    },
    tool: {
      name: 'leaveMessage',
      arguments: ({ role: to, words }) => ({ role: to?.value ?? 'customer care', words: words.value }),
      done: ({ role: to }) =>
        `It is written down, and ${to === undefined ? 'a colleague' : named(to.spoken)} will read it.`,
      refused: 'Very well, I have written nothing.',
      declined: (_, message) => ({ slot: 'words', say: message }),
    },
  });
}

function named(role: string): string {
  return role === 'customer care' ? role : `the ${role}`;
}

function help(): Intent {
  return defineIntent({
    name: 'help',
    examples: examples.help,
    reply:
      'Gladly. I can look for a piece in our stores, arrange an appointment, or see to an order of yours.',
  });
}
