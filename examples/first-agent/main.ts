import { defineAgent, serve } from 'antiphon';
import { defineIntent, onDevice } from 'antiphon/providers/ondevice';

const examples = ['when do you open', 'what are your opening hours', 'are you open today'];
const hours = defineIntent({ name: 'hours', examples, reply: 'We are open from ten to eight, every day.' });
const concierge = defineAgent({
  name: 'concierge',
  instructions: 'You are the concierge of a small shop. Brief, warm, exact.',
  greeting: 'Good afternoon. How may I help?',
  models: { llm: onDevice({ intents: [hours], abilities: 'tell you our hours', wallTime: Date.now }) },
});
const server = await serve(concierge);
console.log(`Phone it: npx antiphon talk --wav question.wav --url ${server.url}`);
