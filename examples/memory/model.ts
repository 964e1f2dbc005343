/** Any language model would do. This one understands a visit, says so, and needs no key. */
import { defineIntent, onDevice } from 'antiphon/providers/ondevice';

const examples = [
  'i would like to come in',
  'i want to visit the store',
  'can i come on thursday',
  'make it friday',
];
const visit = defineIntent({ name: 'visit', examples, reply: 'I have noted that. Anything else?' });

export const model = onDevice({ intents: [visit], abilities: 'note down your visit', wallTime: Date.now });
