/** Any language model will do: `openai({ model, apiKey })`, say. This one runs on the device and knows one wish. */
import { defineIntent, onDevice } from 'antiphon/providers/ondevice';

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

export const model = onDevice({
  intents: [cancelCoat],
  abilities: 'cancel an order',
  wallTime: Date.now,
});
