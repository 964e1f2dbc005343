/**
 * Composes the turns of a run from recordings and a seed.
 *
 *   alone              a recording as it is
 *   mid-sentence       a recording with a pause at a word boundary that the speaker ran over
 *   between-sentences  two recordings with a pause between them
 *
 * Pauses last 200 to 1,200 ms, evenly spread, measured from voice to voice. What a speaker does before a
 * real pause (a falling or a held tone, a longer last syllable) is missing at a boundary that was run over: mid-sentence
 * turns are therefore hard for words and kind to nothing.
 */
import { msToSamples, samplesToMs } from '../../src/audio/format.ts';
import type { Random } from '../../sim/random.ts';
import type { Sound } from '../recognition/sound.ts';
import type { Boundary } from './boundaries.ts';
import { trimmed } from './clip.ts';

export type TurnKind = 'alone' | 'mid-sentence' | 'between-sentences';

/** One row of the manifest, trimmed to its voice. */
export interface Recording {
  /** From 1, behind the header. */
  row: number;
  name: string;
  text: string;
  clip: Sound;
  boundaries: readonly Boundary[];
}

export interface Turn {
  kind: TurnKind;
  name: string;
  /** Its last sample is the labelled end of speech. */
  samples: Int16Array;
  /** Inserted pauses. */
  pauses: readonly { startMs: number; endMs: number }[];
}

export interface TurnCounts {
  midSentence: number;
  betweenSentences: number;
}

const pauseMinMs = 200;
const pauseMaxMs = 1_200;
/** A boundary with more silence than this was a pause of the speaker's own. */
export const runOverMaxMs = 80;
/** A recording with fewer words is no sentence. */
const sentenceWordsMin = 2;
const fadeMs = 5;

export function composeTurns(recordings: readonly Recording[], counts: TurnCounts, random: Random): Turn[] {
  const alone = recordings.map(({ name, clip }): Turn => ({
    kind: 'alone',
    name,
    samples: clip.samples,
    pauses: [],
  }));
  return [
    ...alone,
    ...midSentences(recordings, counts.midSentence, random.fork()),
    ...betweenSentences(recordings, counts.betweenSentences, random.fork()),
  ];
}

/** Each recording once before any is taken again, at another of its boundaries. */
function midSentences(recordings: readonly Recording[], count: number, random: Random): Turn[] {
  const sources = recordings
    .map((recording) => ({
      recording,
      boundaries: shuffled(
        recording.boundaries.filter(({ gapMs, mark }) => mark === 'none' && gapMs <= runOverMaxMs),
        random,
      ),
    }))
    .filter(({ boundaries }) => boundaries.length > 0);
  const turns: Turn[] = [];
  for (let round = 0; turns.length < count && sources.length > 0; round += 1) {
    for (const { recording, boundaries } of shuffled(sources, random)) {
      if (turns.length === count) break;
      // Taken again at a boundary that was used, it still gets another pause.
      const { atSample, before } = boundaries[round % boundaries.length]!;
      const { clip, name } = recording;
      const parts = [clip.samples.subarray(0, atSample), clip.samples.subarray(atSample)];
      const joined = join(parts, clip.sampleRate, random);
      if (joined !== undefined)
        turns.push({ kind: 'mid-sentence', name: `${name} | ${before} ...`, ...joined });
    }
  }
  return turns;
}

function betweenSentences(recordings: readonly Recording[], count: number, random: Random): Turn[] {
  const sentences = recordings.filter(({ text }) => isSentence(text));
  if (sentences.length < 2) return [];
  const turns: Turn[] = [];
  let bag: Recording[] = [];
  const draw = (): Recording => {
    if (bag.length === 0) bag = shuffled(sentences, random);
    return bag.pop()!;
  };
  while (turns.length < count) {
    const first = draw();
    const second = draw();
    const parts = [first.clip.samples, second.clip.samples];
    const joined = join(parts, first.clip.sampleRate, random);
    if (joined !== undefined)
      turns.push({ kind: 'between-sentences', name: `${first.name} | ${second.name}`, ...joined });
  }
  return turns;
}

/** Three dots at either end say that a prompt is a piece of one. */
function isSentence(text: string): boolean {
  return !text.startsWith('...') && !text.endsWith('...') && text.split(/\s+/).length >= sentenceWordsMin;
}

/** Two stretches of sound with a silent pause between their voices. */
function join(
  parts: readonly Int16Array[],
  sampleRate: number,
  random: Random,
): Pick<Turn, 'samples' | 'pauses'> | undefined {
  const pauseMs = random.between(pauseMinMs, pauseMaxMs);
  const voices = parts.map(
    (samples) => trimmed({ samples: faded(samples, sampleRate), sampleRate })?.samples,
  );
  const [first, second] = voices;
  if (first === undefined || second === undefined) return undefined;
  const pause = msToSamples(pauseMs, sampleRate);
  const samples = new Int16Array(first.length + pause + second.length);
  samples.set(first, 0);
  samples.set(second, first.length + pause);
  const startMs = samplesToMs(first.length, sampleRate);
  return { samples, pauses: [{ startMs, endMs: startMs + samplesToMs(pause, sampleRate) }] };
}

/** A cut in the middle of a vowel would click. */
export function faded(samples: Int16Array, sampleRate: number): Int16Array {
  const fade = Math.min(msToSamples(fadeMs, sampleRate), samples.length >> 1);
  const result = samples.slice();
  for (let index = 0; index < fade; index += 1) {
    const share = index / fade;
    result[index] = Math.round(result[index]! * share);
    result[result.length - 1 - index] = Math.round(result[result.length - 1 - index]! * share);
  }
  return result;
}

export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = random.whole(0, index);
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}
