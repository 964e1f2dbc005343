/**
 * Where words meet inside a recording, found offline so that a pause can be put there.
 *
 * The recogniser's word times say roughly where; the text of the manifest says between which words, and
 * so whether a comma or a full stop lies there; the quietest 10 ms nearby say exactly. Only where both
 * words were heard as written is a boundary believed: a pause in the middle of a word is no pause.
 */
import { msToSamples, samplesToMs } from '../../src/audio/format.ts';
import { normaliseWords } from '../recognition/normalise.ts';
import type { Sound } from '../recognition/sound.ts';
import type { TimedWord } from './hear-words.ts';

export interface Boundary {
  /** First sample behind the boundary. */
  atSample: number;
  /** Silence that the speaker left there. */
  gapMs: number;
  /** What the text has there. */
  mark: 'none' | 'comma' | 'sentence-end';
  /** The words before it. */
  before: string;
}

interface WrittenWord {
  word: string;
  /** What is written behind it. */
  mark: Boundary['mark'];
}

/** A pause so near to an edge of the recording would leave next to nothing on one side. */
const edgeMs = 250;
const searchMs = 60;
const windowMs = 10;
/** Longer sounds around a boundary than this are not its silence. */
const gapReachMs = 1_000;
/** Below this share of the clip's peak (-34 dB) a window belongs to the gap. */
const gapShare = 0.02;

export function findBoundaries(clip: Sound, text: string, heard: readonly TimedWord[]): Boundary[] {
  const written = writtenWords(text);
  const pairs = align(
    written.map(({ word }) => word),
    heard.map(({ text: word }) => word),
  );
  const lengthMs = samplesToMs(clip.samples.length, clip.sampleRate);
  const boundaries: Boundary[] = [];
  for (const [writtenIndex, heardIndex] of pairs) {
    const isFollowed = pairs.some(([a, b]) => a === writtenIndex + 1 && b === heardIndex + 1);
    if (!isFollowed) continue;
    const betweenMs = (heard[heardIndex]!.endMs + heard[heardIndex + 1]!.startMs) / 2;
    if (betweenMs < edgeMs || betweenMs > lengthMs - edgeMs) continue;
    const atSample = quietestNear(clip, betweenMs);
    const before = written.slice(0, writtenIndex + 1).map(({ word }) => word);
    boundaries.push({
      atSample,
      gapMs: gapAround(clip, atSample),
      mark: written[writtenIndex]!.mark,
      before: before.join(' '),
    });
  }
  return boundaries;
}

function writtenWords(text: string): WrittenWord[] {
  return text.split(/\s+/).flatMap((token) => {
    const words = normaliseWords(token);
    return words.map((word, index) => ({ word, mark: index === words.length - 1 ? markOf(token) : 'none' }));
  });
}

function markOf(token: string): Boundary['mark'] {
  if (/[.?!;]$/.test(token)) return 'sentence-end';
  return token.endsWith(',') ? 'comma' : 'none';
}

/** Index pairs of a longest common subsequence. */
export function align(a: readonly string[], b: readonly string[]): [number, number][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Middle of the quietest window around an instant. */
function quietestNear({ samples, sampleRate }: Sound, ms: number): number {
  const window = msToSamples(windowMs, sampleRate);
  const first = Math.max(0, msToSamples(ms - searchMs, sampleRate));
  const last = Math.min(samples.length, msToSamples(ms + searchMs, sampleRate)) - window;
  let best = first;
  let least = Infinity;
  for (let from = first; from <= last; from += window / 2) {
    const energy = energyOf(samples, from, window);
    if (energy < least) [least, best] = [energy, from];
  }
  return Math.round(best + window / 2);
}

function gapAround({ samples, sampleRate }: Sound, atSample: number): number {
  const window = msToSamples(windowMs, sampleRate);
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  const quiet = (peak * gapShare) ** 2 * window;
  const isQuiet = (from: number): boolean =>
    from >= 0 && from + window <= samples.length && energyOf(samples, from, window) < quiet;
  const reach = msToSamples(gapReachMs, sampleRate);
  let start = atSample;
  while (atSample - start < reach && isQuiet(start - window)) start -= window;
  let end = atSample;
  while (end - atSample < reach && isQuiet(end)) end += window;
  return samplesToMs(end - start, sampleRate);
}

function energyOf(samples: Int16Array, from: number, length: number): number {
  let energy = 0;
  for (let index = from; index < from + length; index += 1) energy += samples[index]! ** 2;
  return energy;
}
