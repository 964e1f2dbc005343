/** The concierge as an agent: instructions, tools and slots as a real one has them, so that tokens are those of a real prompt. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { z } from 'zod';
import type { AgentModels } from '../../src/agent/agent.ts';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { GenerateRequest } from '../../src/contracts/llm.ts';
import { promptTokens } from '../../src/conversation/prompt-compiler.ts';
import { choices, conciergeIntents, conciergeSlots } from './concierge.ts';

export const language = 'en-GB';
export const timeZone = 'UTC';

const instructions = `You are the concierge of a fashion house and speak with a caller on the telephone.
Be brief and polite: one or two sentences, no lists, nothing that cannot be said aloud.
You help to find articles, book fittings, change and track orders, take returns and repairs, advise on gifts and arrange deliveries.
The notes in square brackets hold what the caller has said so far; rely on them, and say what they hold when you are asked for it.
Where the notes are unsure or lack what an action needs, ask for it, one thing at a time. Never invent a value.
What a tool asks of the caller must be answered by the caller before it acts.`;

const store = z.enum(choices.store);

export const proveCaller = 'proveCaller';

const tools = [
  defineTool({
    name: proveCaller,
    description: 'Proves who is calling, by the number of the line.',
    effect: 'read',
    input: z.object({}),
    run: (_input, { caller }) => {
      caller.verified('customer-1');
      return 'proved';
    },
  }),
  tool('checkStock', 'Looks up which stores have an article.', {
    product: z.enum(choices.products),
    size: z.enum(choices.size).optional(),
    colour: z.enum(choices.colour).optional(),
  }),
  tool('openingHours', 'Tells when a store is open on a day.', { store, date: z.iso.date() }),
  tool('findFittingTimes', 'Lists the free fitting times of a store on a day.', {
    store,
    date: z.iso.date(),
  }),
  tool('orderStatus', 'Tells where an order is.', { orderNumber: z.string() }),
  tool('deliveryOptions', 'Lists what each way of delivery costs and how long it takes.', {
    method: z.enum(choices.deliveryMethod).optional(),
  }),
  tool('suggestGift', 'Suggests articles as a present.', {
    occasion: z.enum(choices.occasion),
    budget: z.int(),
  }),
];

export function conciergeAgent(models: AgentModels = {}, greeting = 'Hello.') {
  return defineAgent({
    name: 'concierge',
    greeting,
    instructions,
    tools,
    slots: conciergeSlots,
    intents: conciergeIntents,
    models,
    language,
    timeZone,
    callMaxMs: 4 * 3_600_000,
  });
}

/** Of a request as it is sent: system, messages with what a server writes around each, and the tools as JSON. */
export function requestTokens({ prompt, tools: offered }: Pick<GenerateRequest, 'prompt' | 'tools'>): number {
  const sent = offered.map(({ name, description, parameters }) => ({ name, description, parameters }));
  return promptTokens(prompt, countTokens) + countTokens(JSON.stringify(sent));
}

function tool(name: string, description: string, fields: z.ZodRawShape) {
  return defineTool({ name, description, effect: 'read', input: z.object(fields), run: () => 'done' });
}
