/**
 * What a caller sends during one call: turns with room between them, on a line that is never digitally
 * silent. Faint noise lies under everything, the inserted pauses included, at -60 dBFS.
 */
import { msToSamples, samplesToMs } from '../../src/audio/format.ts';
import type { Random } from '../../sim/random.ts';
import type { Turn, TurnKind } from './turns.ts';

/** A turn's label: where its voice lies on the line. */
export interface PlacedTurn {
  kind: TurnKind;
  name: string;
  startMs: number;
  /** The labelled end of speech. */
  endMs: number;
}

export interface Line {
  samples: Int16Array;
  sampleRate: number;
  durationMs: number;
  turns: readonly PlacedTurn[];
}

/** Longer than any silence that ends a turn, so that one turn never runs into the next. */
export const gapMs = 3_500;
const leadMs = 1_000;
const noiseDbfs = -60;

export function lineOf(turns: readonly Turn[], sampleRate: number, random: Random): Line {
  const lead = msToSamples(leadMs, sampleRate);
  const gap = msToSamples(gapMs, sampleRate);
  const total = turns.reduce((sum, { samples }) => sum + samples.length + gap, lead);
  const line = noise(total, random);
  const placed: PlacedTurn[] = [];
  let at = lead;
  for (const { kind, name, samples } of turns) {
    for (let index = 0; index < samples.length; index += 1) {
      line[at + index] = Math.max(-32768, Math.min(32767, line[at + index]! + samples[index]!));
    }
    const startMs = samplesToMs(at, sampleRate);
    placed.push({ kind, name, startMs, endMs: startMs + samplesToMs(samples.length, sampleRate) });
    at += samples.length + gap;
  }
  return { samples: line, sampleRate, durationMs: samplesToMs(total, sampleRate), turns: placed };
}

/** Evenly spread values: their RMS is the peak over the root of three. */
export function noise(count: number, random: Random): Int16Array {
  const peak = 32768 * 10 ** (noiseDbfs / 20) * Math.sqrt(3);
  return Int16Array.from({ length: count }, () => Math.round(random.between(-peak, peak)));
}
