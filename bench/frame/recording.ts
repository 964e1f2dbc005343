/**
 * A recording of a caller who speaks 40 % of the time: human prompts at 16 kHz with pauses between
 * them, over the faint noise that every line has. Each call hears it from a place of its own.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSamples } from '../../src/audio/decode.ts';
import { parseWav, wavChannel } from '../../src/audio/wav.ts';
import { asteriskFolder, userCacheFolder } from '../shared/asterisk-sounds.ts';
import type { Random } from '../../sim/random.ts';
import { UsageError } from '../shared/benchmark.ts';

const sampleRate = 16_000;
const speechShare = 0.4;
const recordingMs = 120_000;
/** -66 dBFS: a quiet line. */
const noiseAmplitude = 16;

/** Deterministic: the same bytes for the same seed. */
export function callerRecording(random: Random): Uint8Array {
  const samples = new Int16Array((recordingMs * sampleRate) / 1000);
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = (random.next() * 2 - 1) * noiseAmplitude * 1.7;
  const prompts = loadPrompts();
  let at = 0;
  while (at < samples.length) {
    const prompt = prompts[Math.floor(random.next() * prompts.length)]!;
    const end = Math.min(samples.length, at + prompt.length);
    for (let index = at; index < end; index += 1) samples[index]! += prompt[index - at]!;
    at = end + Math.round((prompt.length * (1 - speechShare)) / speechShare);
  }
  return new Uint8Array(samples.buffer);
}

function loadPrompts(): Int16Array[] {
  const folder = join(asteriskFolder(userCacheFolder()), '16k');
  let names: string[];
  try {
    names = readdirSync(folder)
      .filter((name) => name.endsWith('.wav'))
      .sort();
  } catch {
    throw new UsageError('There is no human speech yet: npm run data');
  }
  const prompts: Int16Array[] = [];
  for (const name of names) {
    const file = parseWav(readFileSync(join(folder, name)));
    const bytes = wavChannel(file, 0);
    const samples = new Int16Array(bytes.length >> 1);
    decodeSamples('pcm16le', bytes, 0, bytes.length, samples);
    // Sentences, not single words or music.
    if (samples.length > sampleRate && samples.length < 5 * sampleRate) prompts.push(trimmed(samples));
    if (prompts.length === 60) break;
  }
  return prompts;
}

/** Without the silence around it, so that the share of speech is what it is said to be. */
function trimmed(samples: Int16Array): Int16Array {
  const loudEnough = (sample: number): boolean => Math.abs(sample) > 300;
  const first = samples.findIndex(loudEnough);
  const last = samples.findLastIndex(loudEnough);
  return samples.subarray(Math.max(0, first), last + 1);
}
