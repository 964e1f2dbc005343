/** The waist of the house: what models, legs and listeners agree on. Types only. */
export type * from './barge-in.ts';
export type * from './call-store.ts';
export type * from './caller-store.ts';
export type * from './conversation.ts';
export type * from './echo-canceller.ts';
export type * from './events.ts';
export type * from './llm.ts';
export type * from './media-leg.ts';
export type * from './memory.ts';
export type * from './stt.ts';
export type * from './tts.ts';
export type * from './turn-detector.ts';
export type * from './turn-plan.ts';
export type * from './vad.ts';
