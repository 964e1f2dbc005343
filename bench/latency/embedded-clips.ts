/**
 * What the caller says: human recordings, each the turn of one call, and where the last sound of each is.
 *
 * Chosen by what they are, before anything is heard: at least two words, at most eight seconds. Rows are
 * counted from 1 below the header; even ones are for tuning, odd ones for the report, so that no figure
 * is reported of what the house was tuned by.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeSamples } from '../../src/audio/decode.ts';
import { asteriskFolder, asteriskSound, userCacheFolder } from '../shared/asterisk-sounds.ts';
import { UsageError } from '../shared/benchmark.ts';
import { parseRows, resolveRows } from '../recognition/manifest.ts';
import { atRate, leadMs, onQuietLine, readSound } from '../recognition/sound.ts';

export interface Clip {
  /** In the manifest, from 1. */
  row: number;
  text: string;
  /** PCM16 at 16 kHz: half a second of a quiet line, the recording, a little of the line again. */
  audio: Uint8Array;
  /** From the first sample of `audio`. */
  firstSoundMs: number;
  lastSoundMs: number;
}

export type ClipPurpose = 'report' | 'tuning';

export const sampleRate = 16_000;
const wordsMin = 2;
const soundMaxMs = 8_000;
/** -40 dB of the peak. */
const quietShare = 0.01;

const defaultManifest = fileURLToPath(
  new URL('../../../shared/data/speech/asterisk-prompts.tsv', import.meta.url),
);

/** @throws UsageError where the manifest or the recordings are not on this machine: says how to get them. */
export function readClips(purpose: ClipPurpose, manifestFile = defaultManifest): Clip[] {
  if (!existsSync(manifestFile)) {
    throw new UsageError(
      'there is no list of recordings on this machine: name one with --manifest FILE (a TSV with a header: ' +
        'sound, text), or measure without them, with --only virtual',
    );
  }
  const cacheFolder = userCacheFolder();
  if (!existsSync(asteriskFolder(cacheFolder))) {
    throw new UsageError(
      'the recordings are not on this machine: run `npm run data` first, or measure without them, with --only virtual',
    );
  }
  const rows = parseRows(readFileSync(manifestFile, 'utf8'));
  const { usable } = resolveRows(rows, {
    manifestFile,
    cachedSound: (name, bandwidth) => asteriskSound(cacheFolder, name, bandwidth),
  });
  const rowOf = new Map(rows.map(({ name }, index) => [name, index + 1]));
  return usable.flatMap(({ name, text, words, wideFile }) => {
    const row = rowOf.get(name)!;
    if (purposeOf(row) !== purpose || words.length < wordsMin || wideFile === undefined) return [];
    const sound = readSound(wideFile);
    if (sound.sampleRate < sampleRate) return [];
    const clip = toClip(row, text, atRate(sound, sampleRate).samples);
    return clip.lastSoundMs - clip.firstSoundMs > soundMaxMs ? [] : [clip];
  });
}

export function purposeOf(row: number): ClipPurpose {
  return row % 2 === 0 ? 'tuning' : 'report';
}

export function toClip(row: number, text: string, samples: Int16Array): Clip {
  const line = onQuietLine({ samples, sampleRate });
  const audio = new Uint8Array(line.samples.length * 2);
  encodeSamples('pcm16le', line.samples, 0, line.samples.length, audio);
  const { first, last } = soundIn(samples);
  const msAt = (sample: number): number => leadMs + (sample / sampleRate) * 1000;
  return { row, text, audio, firstSoundMs: msAt(first), lastSoundMs: msAt(last) };
}

/** The first sample that is louder than -40 dB of the peak, and the one behind the last. */
export function soundIn(samples: Int16Array): { first: number; last: number } {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  const isSound = (sample: number): boolean => Math.abs(sample) > peak * quietShare;
  return { first: Math.max(0, samples.findIndex(isSound)), last: samples.findLastIndex(isSound) + 1 };
}
