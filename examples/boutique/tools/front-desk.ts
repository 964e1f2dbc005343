/** The front desk: who is calling, where a repair is, and a message for a person. */
import { defineTool, type Tool } from 'antiphon';
import { z } from 'zod';
import type { House } from '../house/house.ts';
import { leaveMessage, roles } from '../house/messages.ts';
import { repairsOf } from '../house/repairs.ts';
import { spokenDay } from '../house/spoken.ts';
import { customerOf, ProofDesk } from './identity.ts';
import { telling } from './telling.ts';

export function frontDesk(house: House): Tool[] {
  const desk = new ProofDesk(house);
  return [
    defineTool({
      name: 'proveIdentity',
      description:
        'Proves who the caller is by customer number and postcode; needed before anything personal.',
      input: z.object({ customer: z.string().max(20), postcode: z.string().max(20) }),
      // No `read`: a wrong guess uses up one of three tries, so nobody may run it ahead or again.
      effect: 'write',
      confirm: false,
      run: (claim, { caller }) => telling(() => desk.prove(claim, caller)),
    }),
    defineTool({
      name: 'trackRepairs',
      description: "Tells where the caller's repairs are and when they are ready.",
      input: z.object({}),
      effect: 'read',
      run: (_, { caller }) =>
        telling(() =>
          repairsOf(house.database, customerOf(caller)).map(({ readyOn, ...repair }) => ({
            ...repair,
            ready: spokenDay(readyOn),
          })),
        ),
    }),
    defineTool({
      name: 'leaveMessage',
      description: 'Leaves a message for a person of the house, who is known by what they do.',
      input: z.object({ role: z.enum(roles), words: z.string().max(600) }),
      effect: 'write',
      confirm: ({ role, words }) =>
        `I will write to ${role === 'customer care' ? role : `the ${role}`}: "${sentence(words)}" Is that right?`,
      idempotencyKey: true,
      fallback: 'I cannot write that down just now. Please call again in a few minutes.',
      run: ({ role, words }, { idempotencyKey, caller }) =>
        telling(() => leaveMessage(house, { role, words, customer: caller.callerId }, idempotencyKey)),
    }),
  ];
}

/** As it is read back: with a full stop, so that the question is heard as one of its own. */
function sentence(words: string): string {
  const text = words.trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
