/** What is remembered of a call: counting what a prompt takes, and learning slots from a turn that is over. */
export { openTokenizer, type Tokenizer } from './tokenizer.ts';
export { estimateTokens } from '../conversation/estimate-tokens.ts';
export { CallerMemory, type CallerMemoryOptions } from './caller-memory.ts';
export { forgetMe, type ForgetMeOptions, type Forgotten } from './forget-me.ts';
