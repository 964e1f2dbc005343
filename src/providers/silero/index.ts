/** Silero: the judgement whether there is speech, batched over calls, in a thread of its own. */
export { SileroModel, type SileroOptions } from './silero-model.ts';
