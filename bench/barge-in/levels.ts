/** Where a sound begins and ends, and how loud it is: by rules that look at the samples and at nothing else. */
import { msToSamples } from '../../src/audio/format.ts';

/** -40 dB of the peak. */
const audibleShare = 0.01;
const frameMs = 20;
/** Frames this far below the loudest are pauses, which do not make a sound quieter. */
const pauseDb = 30;

/** From the first to the last sample above -40 dB of the peak. Empty where all is silent. */
export function trimToSound(samples: Int16Array): Int16Array {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  const isAudible = (sample: number): boolean => Math.abs(sample) > peak * audibleShare;
  const first = samples.findIndex(isAudible);
  return first < 0 ? new Int16Array(0) : samples.slice(first, samples.findLastIndex(isAudible) + 1);
}

/** RMS of a sound without its pauses, in dB below full scale. */
export function activeLevelDbfs(samples: Int16Array, sampleRate: number): number {
  const size = msToSamples(frameMs, sampleRate);
  const energies: number[] = [];
  for (let from = 0; from < samples.length; from += size) {
    const frame = samples.subarray(from, from + size);
    energies.push(frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length);
  }
  const loudest = Math.max(...energies);
  const active = energies.filter((energy) => energy > loudest * 10 ** (-pauseDb / 10));
  const mean = active.reduce((sum, energy) => sum + energy, 0) / active.length;
  return 10 * Math.log10(mean / 32_768 ** 2);
}

/** The same sound at another level; what would not fit is clipped. */
export function atLevel(samples: Int16Array, sampleRate: number, dbfs: number): Int16Array {
  const gain = 10 ** ((dbfs - activeLevelDbfs(samples, sampleRate)) / 20);
  return samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * gain))));
}
