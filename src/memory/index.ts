/** What is remembered of a call: counting what a prompt takes, and learning slots from a turn that is over. */
export { openTokenizer, type Tokenizer } from './tokenizer.ts';
export { estimateTokens } from '../conversation/estimate-tokens.ts';
