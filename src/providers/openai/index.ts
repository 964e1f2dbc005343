/** Language models behind the OpenAI-compatible protocol. */
export { openai, type OpenAiLanguageModel } from './openai.ts';
export type { OpenAiOptions } from './options.ts';
