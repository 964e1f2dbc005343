/** What the agent stands on: the shop's books, and a model. */
import { defineIntent, onDevice } from 'antiphon/providers/ondevice';

const open = new Set(['the blue coat', 'the grey scarf']);
const done = new Map<string, { cancelled: boolean }>();

/** Slow on purpose; it does one thing once for one key. */
export const orders = {
  has: (item: string): boolean => open.has(item),

  async cancel(
    item: string,
    { signal, idempotencyKey }: { signal: AbortSignal; idempotencyKey: string },
  ): Promise<{ cancelled: boolean }> {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    signal.throwIfAborted();
    const before = done.get(idempotencyKey);
    if (before !== undefined) return before;
    const outcome = { cancelled: open.delete(item) };
    done.set(idempotencyKey, outcome);
    return outcome;
  },
};

const cancelCoat = defineIntent({
  name: 'cancelCoat',
  examples: ['please cancel my order', 'cancel the blue coat', 'i want to cancel my order of the blue coat'],
  tool: {
    name: 'cancelOrder',
    arguments: () => ({ item: 'the blue coat' }),
    done: 'The blue coat is cancelled.',
    refused: 'Very well, the blue coat stays ordered.',
  },
});

/** Any language model will do: `openai({ model, apiKey })`, say. This one runs on the device and knows one wish. */
export const model = onDevice({
  intents: [cancelCoat],
  abilities: 'cancel an order',
  wallTime: Date.now,
});
