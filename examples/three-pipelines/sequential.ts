/** Architecture 1: silence, transcript, reply, speech, each waiting for the one before. */
import { defineAgent } from 'antiphon';
import { house } from './house.ts';

export const sequential = defineAgent({
  name: 'concierge',
  instructions: 'Brief and warm.',
  pipeline: 'sequential',
  models: { llm: house },
});
