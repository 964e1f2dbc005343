import type { StockPhrases } from './stock-phrases.ts';

export const englishPhrases: StockPhrases = {
  bridge: ['One moment, please.', 'I am still looking, thank you for waiting.'],
  notUnderstood: 'I am sorry, I did not catch that. Could you say it again?',
  failed: 'I am sorry, something went wrong on my side. Could you say that again?',
  giveUp: 'I am sorry, I cannot help you just now. Please call again a little later. Goodbye.',
  stillThere: 'Are you still there?',
  lineBack: 'I am sorry, the line was gone for a moment. Please say that again.',
  cutOff: 'I am sorry, we were cut off.',
  goodbye: 'I will let you go now. Thank you for calling. Goodbye.',
  timeOver: 'I am sorry, our time for this call is over. Please call again if there is more. Goodbye.',
};
