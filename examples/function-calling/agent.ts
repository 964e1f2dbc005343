/** Architecture 4: it acts, and what cannot be undone waits for a spoken yes. */
import { defineAgent, defineTool } from 'antiphon';
import { z } from 'zod';
import { model, orders } from './shop.ts';

const cancelOrder = defineTool({
  name: 'cancelOrder',
  description: 'Cancels an order.',
  input: z.object({ item: z.string() }),
  effect: 'irreversible', // 'read' runs freely; 'write' asks unless `confirm: false`; this one always asks
  confirm: ({ item }) => `Your order of ${item} will be cancelled for good. Shall I do it?`,
  idempotencyKey: true, // the shop keeps the key: after a crash it may be sent again
  speakWhile: 'One moment, I am telling the workshop.',
  fallback: 'The workshop does not answer just now. May a colleague call you back?',
  run: ({ item }, { signal, idempotencyKey }) => orders.cancel(item, { signal, idempotencyKey }),
});

export const desk = defineAgent({
  name: 'desk',
  instructions: 'You are the order desk of a fashion house. Brief, warm, exact.',
  tools: [cancelOrder],
  models: { llm: model },
});
