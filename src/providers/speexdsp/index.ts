/** speexdsp: our own voice taken out of what a leg sends, where the far end does not do it. */
export { openSpeexdsp, type SpeexdspOptions } from './speexdsp.ts';
