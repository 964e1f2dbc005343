/** Language models of the Vercel AI SDK. */
export { fromAiSdk, type FromAiSdkOptions } from './from-ai-sdk.ts';
export type { AiSdkCall, AiSdkModel } from './sdk-model.ts';
