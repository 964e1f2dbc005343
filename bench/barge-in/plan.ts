/**
 * The trials, made from a seed: which sound, how loud, and where in the reply it comes.
 *
 * Rows count from 1; even ones are for tuning, odd ones for the report. A recording belongs to the split of
 * its row in the manifest; a noise file gives its first half to tuning and its second to the report; what
 * is synthesised is drawn anew for each row.
 */
import { Random } from '../../sim/random.ts';
import { activeLevelDbfs, atLevel, trimToSound } from './levels.ts';
import { noiseKinds, synthesiseNoise } from './noises.ts';
import type { Backchannel, NoiseFile, Recording } from './sources.ts';

export type Split = 'tune' | 'report';
export type TrialKind = 'speech' | 'noise' | 'babble' | 'backchannel';

export interface TrialPlan {
  kind: TrialKind;
  /** What it is, for whoever looks into a trial. */
  label: string;
  /** At 16 kHz; its first sample is its onset, its last its end. */
  sound: Int16Array;
  /** Where in the reply it comes, 0 to 1. */
  placeShare: number;
  /** Our level over the level of the sound; undefined for speech as it was recorded. */
  snrDb: number | undefined;
}

export interface Sources {
  recordings: readonly Recording[];
  noiseFiles: readonly NoiseFile[];
  backchannels: readonly Backchannel[];
  /** Of our own voice. */
  voiceDbfs: number;
}

export interface TrialCounts {
  speech: number;
  noise: number;
  babble: number;
  backchannel: number;
}

const sampleRate = 16_000;
export const snrsDb = [20, 10, 0] as const;
const talkersMax = 4;

export function planTrials(sources: Sources, split: Split, counts: TrialCounts, seed: number): TrialPlan[] {
  const random = new Random(seed * 2 + (split === 'tune' ? 0 : 1));
  const rows = (count: number): { index: number; random: Random }[] =>
    Array.from({ length: count }, (_, index) => ({ index, random: random.fork() }));
  return [
    ...rows(counts.speech).map((row) => planSpeech(sources, split, row)),
    ...rows(counts.noise).map((row) => planNoise(sources, split, row)),
    ...rows(counts.babble).map((row) => planBabble(sources, split, row)),
    ...rows(counts.backchannel).map((row) => planBackchannel(sources, row)),
  ];
}

interface Row {
  index: number;
  random: Random;
}

function ofSplit(recordings: readonly Recording[], split: Split): readonly Recording[] {
  const own = recordings.filter(({ row }) => (row % 2 === 0) === (split === 'tune'));
  if (own.length === 0) throw new Error(`no recording stands in a row of the split "${split}"`);
  return own;
}

function planSpeech({ recordings }: Sources, split: Split, { index, random }: Row): TrialPlan {
  const own = ofSplit(recordings, split);
  const { name, samples } = own[index % own.length]!;
  return { kind: 'speech', label: name, sound: samples, placeShare: random.next(), snrDb: undefined };
}

function planNoise({ noiseFiles, voiceDbfs }: Sources, split: Split, { index, random }: Row): TrialPlan {
  const files = noiseFiles.filter(({ isTalk }) => !isTalk);
  const snrDb = snrsDb[index % snrsDb.length]!;
  const at = Math.floor(index / snrsDb.length) % (noiseKinds.length + files.length);
  const kind = noiseKinds[at];
  const file = files[at - noiseKinds.length];
  const raw = kind === undefined ? excerpt(file!, split, random) : toSamples(synthesiseNoise(kind, random));
  const sound = atLevel(trimToSound(raw), sampleRate, voiceDbfs - snrDb);
  return { kind: 'noise', label: kind ?? file!.name, sound, placeShare: random.next(), snrDb };
}

/** Other people: a recording of a crowd, or several of the recordings at once. */
function planBabble(sources: Sources, split: Split, { index, random }: Row): TrialPlan {
  const { noiseFiles, recordings, voiceDbfs } = sources;
  const files = noiseFiles.filter(({ isTalk }) => isTalk);
  const snrDb = snrsDb[index % snrsDb.length]!;
  const at = Math.floor(index / snrsDb.length) % (files.length + 1);
  const file = files[at];
  const raw = file === undefined ? overlap(ofSplit(recordings, split), random) : excerpt(file, split, random);
  const sound = atLevel(trimToSound(raw), sampleRate, voiceDbfs - snrDb);
  return { kind: 'babble', label: file?.name ?? 'overlapped', sound, placeShare: random.next(), snrDb };
}

function planBackchannel({ backchannels }: Sources, { index, random }: Row): TrialPlan {
  const { label, render } = backchannels[index % backchannels.length]!;
  // People are not all as loud as each other, and none says it twice alike.
  const sound = trimToSound(render(random.between(0.92, 1.08)));
  const level = activeLevelDbfs(sound, sampleRate) - random.between(0, 10);
  return {
    kind: 'backchannel',
    label: `${label} (synthetic)`,
    sound: atLevel(sound, sampleRate, level),
    placeShare: random.next(),
    snrDb: undefined,
  };
}

/** Half a second to two seconds of the split's half of a file, from where it is not silent. */
function excerpt({ samples }: NoiseFile, split: Split, random: Random): Int16Array {
  const middle = samples.length >> 1;
  const half = split === 'tune' ? samples.subarray(0, middle) : samples.subarray(middle);
  const length = Math.min(half.length, Math.round(random.between(0.5, 2) * sampleRate));
  const wholeDbfs = activeLevelDbfs(half, sampleRate);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const from = random.whole(0, half.length - length);
    const piece = half.slice(from, from + length);
    if (activeLevelDbfs(piece, sampleRate) > wholeDbfs - 15) return piece;
  }
  return half.slice(0, length);
}

function overlap(recordings: readonly Recording[], random: Random): Int16Array {
  const talkers = Array.from({ length: random.whole(2, talkersMax) }, () => random.pick(recordings).samples);
  const length = Math.min(2 * sampleRate, Math.max(...talkers.map((talker) => talker.length)));
  const mixed = new Float64Array(length);
  for (const talker of talkers) {
    const from = random.whole(0, Math.max(0, talker.length - length));
    for (let index = 0; index < length; index += 1)
      mixed[index]! += (talker[from + index] ?? 0) / talkers.length;
  }
  return Int16Array.from(mixed, (sample) => Math.round(sample));
}

function toSamples(noise: Float64Array): Int16Array {
  return Int16Array.from(noise, (sample) => Math.round(sample * 20_000));
}
