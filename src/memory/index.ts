/** What is remembered of a call: learning slots from a turn that is over, and counting what a prompt takes. */
export { estimateTokens } from '../conversation/estimate-tokens.ts';
export { modelExtractor, type ModelExtractorOptions } from './model-extractor.ts';
export { openTokenizer } from './tokenizer.ts';
export type { Tokenizer } from '../contracts/llm.ts';
export { CallerMemory, type CallerMemoryOptions } from './caller-memory.ts';
export { forgetMe, type ForgetMeOptions, type Forgotten } from './forget-me.ts';
