/**
 * An endless caller: sentences with pauses between them, as encoded frames, and where each sentence lies.
 *
 * Sentences fill 40 % of the time, a line's faint noise all of it. Every leg plays the same tape from a
 * place of its own, so that at any moment some begin to speak, some speak and most are silent.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { encodeSamples } from '../../src/audio/decode.ts';
import { frameBytes, frameMs, msToSamples, type AudioFormat } from '../../src/audio/format.ts';
import { atRate, readSound, type Sound } from '../recognition/sound.ts';
import { UsageError } from '../shared/benchmark.ts';

export interface Tape {
  format: AudioFormat;
  bytes: Uint8Array;
  frames: number;
  /** Where sentences begin and end: the first and the last 5 ms above -40 dB of their peak. */
  sentences: { startMs: number; endMs: number }[];
}

const speechShare = 0.4;
/** About -74 dBFS: the quiet end of telephone lines. */
const noisePeak = 11;
const audibleShare = 0.01;

export function readSpeech(folder: string): Sound[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.wav'),
  );
  if (files.length === 0) throw new UsageError(`There is no WAV file in ${folder}`);
  return files.sort().map((file) => readSound(join(folder, file)));
}

/** Sentences in two synthetic voices, for a machine without recordings. */
export async function synthesizeSpeech(): Promise<Sound[]> {
  const { FliteEngine, pristineMemory } = await import('../../src/providers/flite/engine.ts');
  const { loadFliteModule } = await import('../../src/providers/flite/flite-module.ts');
  const module = await loadFliteModule();
  const engine = new FliteEngine(module, pristineMemory(module));
  return ['rms', 'slt'].flatMap((voice) => sentences.map((text) => engine.synthesize(text, voice)));
}

const sentences = [
  'I would like to book a table for four people tomorrow evening.',
  'When do you open on Saturdays?',
  'The parcel that you sent me has not arrived yet.',
  'Yes, please.',
  'Could you put me through to the billing department?',
  'My number is seven, four, nine, two, zero.',
];

export function recordTape(speech: readonly Sound[], format: AudioFormat): Tape {
  const { sampleRate } = format;
  const pieces = speech
    .map((sound) => atRate(sound, sampleRate).samples)
    .filter(({ length }) => length > sampleRate / 4);
  const spoken = pieces.reduce((total, { length }) => total + length, 0);
  const pauseShare = (1 - speechShare) / speechShare;
  const perFrame = msToSamples(frameMs, sampleRate);
  const frames = Math.ceil((spoken * (1 + pauseShare)) / perFrame) + 1;
  const samples = lineNoise(frames * perFrame);
  const tape: Tape = { format, bytes: new Uint8Array(frames * frameBytes(format)), frames, sentences: [] };
  let at = 0;
  for (const piece of pieces) {
    at += Math.round(piece.length * pauseShare);
    for (let index = 0; index < piece.length; index += 1) samples[at + index]! += piece[index]!;
    const { from, to } = audiblePart(piece, sampleRate);
    tape.sentences.push({
      startMs: ((at + from) * 1000) / sampleRate,
      endMs: ((at + to) * 1000) / sampleRate,
    });
    at += piece.length;
  }
  encodeSamples(format.encoding, samples, 0, samples.length, tape.bytes);
  return tape;
}

function audiblePart(piece: Int16Array, sampleRate: number): { from: number; to: number } {
  const window = msToSamples(5, sampleRate);
  const peak = piece.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  const audible: number[] = [];
  for (let from = 0; from + window <= piece.length; from += window) {
    const energy = piece.subarray(from, from + window).reduce((sum, sample) => sum + sample * sample, 0);
    if (Math.sqrt(energy / window) > peak * audibleShare) audible.push(from);
  }
  return { from: audible[0] ?? 0, to: (audible.at(-1) ?? 0) + window };
}

/** Always the same, so that two runs hear the same. */
function lineNoise(count: number): Int16Array {
  let state = 1;
  return Int16Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ((state >>> 16) % (2 * noisePeak + 1)) - noisePeak;
  });
}
