/** Architecture 2: the answer is being made while the silence is still being counted. */
import { defineAgent } from 'antiphon';
import { house } from './house.ts';

export const streaming = defineAgent({
  name: 'concierge',
  instructions: 'Brief and warm.',
  pipeline: 'streaming',
  models: { llm: house },
});
