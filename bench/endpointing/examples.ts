/**
 * What a cue of prosody is tried on: the sound before ends of recordings, and before pauses inside them.
 *
 *   end       where a recording of three words or more ends
 *   run-over  a word boundary at which the speaker did not pause, cut there as mid-sentence turns are
 *   pause     a pause that the speaker made: at a comma, or between two words of a sentence
 *
 * Cut there, a boundary lacks what a speaker does before a pause: the voice breaks off instead of dying
 * away. So cues of level tell run-over boundaries from ends by the cut, whatever they know of turns, and
 * only pauses show what a cue is worth among people. They are few.
 */
import { msToSamples } from '../../src/audio/format.ts';
import { ProsodyMeter, type ProsodyMeasures } from '../../src/audio/prosody.ts';
import { Random } from '../../sim/random.ts';
import type { SampleRate } from '../../src/audio/format.ts';
import type { Boundary } from './boundaries.ts';
import { trimmed } from './clip.ts';
import { noise } from './line.ts';
import { faded, runOverMaxMs, type Recording } from './turns.ts';

export type ExampleKind = 'end' | 'run-over' | 'pause';

export interface Example {
  row: number;
  kind: ExampleKind;
  measures: ProsodyMeasures;
}

/** Quiet behind the voice when the VAD tells of its end. */
const hangoverMs = 120;
/** A pause of the speaker's own is at least so long: stops close for less. */
const pauseMinMs = 130;
const endWordsMin = 3;

export function examplesOf(recordings: readonly Recording[], seed: number): Example[] {
  const random = new Random(seed);
  const examples: Example[] = [];
  for (const { row, text, clip, boundaries } of recordings) {
    const meter = new ProsodyMeter(clip.sampleRate as SampleRate);
    const add = (kind: ExampleKind, voice: Int16Array): void => {
      const samples = noise(voice.length + msToSamples(hangoverMs, clip.sampleRate), random);
      for (let index = 0; index < voice.length; index += 1) samples[index]! += voice[index]!;
      const measures = meter.measure(samples, 0, samples.length);
      if (measures !== undefined) examples.push({ row, kind, measures });
    };
    if (isWholeSentence(text)) add('end', clip.samples);
    for (const boundary of boundaries) {
      const kind = kindOf(boundary);
      if (kind === undefined) continue;
      const before = clip.samples.subarray(0, boundary.atSample);
      const cut = kind === 'run-over' ? faded(before, clip.sampleRate) : before;
      const voice = trimmed({ samples: cut, sampleRate: clip.sampleRate });
      if (voice !== undefined) add(kind, voice.samples);
    }
  }
  return examples;
}

function isWholeSentence(text: string): boolean {
  return !text.endsWith('...') && text.split(/\s+/).length >= endWordsMin;
}

function kindOf({ mark, gapMs }: Boundary): ExampleKind | undefined {
  // Between two sentences the speaker had finished one: neither an end nor a pause.
  if (mark === 'sentence-end') return undefined;
  if (mark === 'none' && gapMs <= runOverMaxMs) return 'run-over';
  return gapMs >= pauseMinMs ? 'pause' : undefined;
}
