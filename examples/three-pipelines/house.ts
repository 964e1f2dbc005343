/** What the agent of all three examples knows: two intents, understood on this machine. */
import { defineIntent, onDevice } from 'antiphon/providers/ondevice';

const story =
  'Our house began above a flower shop. Two sisters sewed evening gowns there by lamplight. ' +
  'Ten years later they bought the whole building, and the workshop is still under its roof.';

export const house = onDevice({
  intents: [
    defineIntent({
      name: 'history',
      examples: ['tell me about the history of the house', 'how did the house begin'],
      reply: story,
    }),
    defineIntent({ name: 'shoes', examples: ['where are the shoes'], reply: 'On the second floor.' }),
  ],
  abilities: 'tell you about the house',
  wallTime: Date.now,
});
