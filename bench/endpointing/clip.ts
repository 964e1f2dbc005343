/**
 * A recording with its label: where the voice begins and ends, found offline and never told to a call.
 *
 * The label is the rule of the benchmark and nothing cleverer: the first and the last sample above -40 dB
 * of the clip's peak. Breaths and the decay of a room lie below it.
 */
import { samplesToMs } from '../../src/audio/format.ts';
import type { Sound } from '../recognition/sound.ts';

const audibleShare = 10 ** (-40 / 20);

/** The part of a sound that is voice; undefined where there is nothing but silence. */
export function trimmed({ samples, sampleRate }: Sound): Sound | undefined {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  if (peak === 0) return undefined;
  const threshold = peak * audibleShare;
  const isAudible = (sample: number): boolean => Math.abs(sample) > threshold;
  return {
    samples: samples.subarray(samples.findIndex(isAudible), samples.findLastIndex(isAudible) + 1),
    sampleRate,
  };
}

export function durationMs({ samples, sampleRate }: Sound): number {
  return samplesToMs(samples.length, sampleRate);
}
