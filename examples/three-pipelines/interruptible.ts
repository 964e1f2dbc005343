/** Architecture 3: it listens while it speaks, stops at once, and knows what was heard. */
import { defineAgent } from 'antiphon';
import { house } from './house.ts';

export const interruptible = defineAgent({
  name: 'concierge',
  instructions: 'Brief and warm.',
  pipeline: 'interruptible', // the default
  bargeIn: { minWords: 2, resume: true },
  models: { llm: house },
});
