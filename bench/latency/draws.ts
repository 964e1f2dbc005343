/** Delays as vendors have them: log-normal, with the p95 at twice the p50. */
import type { Random } from '../../sim/random.ts';

/** The standard normal's 95th percentile. */
const normalP95 = 1.6448536269514722;
/** Of the logarithm, so that exp(sigma * normalP95) = 2. */
const sigma = Math.LN2 / normalP95;

/** The p50 of each delay. */
export const medianMs = {
  /** From the end of a word to the interim that has it. */
  sttInterim: 100,
  /** From the end of speech to the final; in batch from the flush. */
  sttFinal: 250,
  llmFirstToken: 300,
  ttsFirstByte: 100,
} as const;

export const tokensPerSecond = 80;

export function drawDelayMs(random: Random, delayMedianMs: number): number {
  // Box-Muller; 1 - next() is never 0.
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return delayMedianMs * Math.exp(sigma * radius * Math.cos(2 * Math.PI * random.next()));
}
