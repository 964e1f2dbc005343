/**
 * The recordings of a manifest, trimmed, with their word boundaries. Rows count from 1 behind the
 * header; even ones are there to tune on, odd ones to report.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SpeechEngine } from '../../src/providers/vosk/engine.ts';
import { parseRows, resolveRows, type UsableRow } from '../recognition/manifest.ts';
import { atRate, readSound, type Sound } from '../recognition/sound.ts';
import { asteriskFolder, asteriskSound, userCacheFolder } from '../shared/asterisk-sounds.ts';
import { UsageError } from '../shared/benchmark.ts';
import { findBoundaries } from './boundaries.ts';
import { trimmed } from './clip.ts';
import { hearWords } from './hear-words.ts';
import type { Recording } from './turns.ts';

export type Parity = 'odd' | 'even';

export interface Row {
  row: number;
  name: string;
  text: string;
  clip: Sound;
}

const defaultManifest = fileURLToPath(
  new URL('../../../shared/data/speech/asterisk-prompts.tsv', import.meta.url),
);

/** Hears every recording once, to find where its words meet. One that is a single word has no such place. */
export function labelled(
  rows: readonly Row[],
  engine: SpeechEngine,
  progress: (line: string) => void,
): Recording[] {
  progress(`finding the word boundaries of ${rows.length} recordings ...`);
  return rows.map((row) => {
    const words = row.text.trim().includes(' ') ? hearWords(row.clip, engine) : [];
    return { ...row, boundaries: findBoundaries(row.clip, row.text, words) };
  });
}

/** All rows at one rate: 16 kHz, or 8 kHz where any of them is narrow. */
export function readRecordings(named: string | undefined, progress: (line: string) => void): Row[] {
  const manifestFile = named ?? defaultManifest;
  if (!existsSync(manifestFile)) {
    throw new UsageError(
      `there is no manifest ${named ?? 'by default on this machine: name one with --manifest'}`,
    );
  }
  const cacheFolder = userCacheFolder();
  const places = {
    manifestFile,
    cachedSound: (name: string, bandwidth: '16k' | '8k') => asteriskSound(cacheFolder, name, bandwidth),
  };
  const usable: { row: number; entry: UsableRow; sound: Sound }[] = [];
  parseRows(readFileSync(manifestFile, 'utf8')).forEach((parsed, index) => {
    const { usable: found, excluded } = resolveRows([parsed], places);
    for (const { name, reason } of excluded) progress(`excluded: ${name}: ${reason}`);
    for (const entry of found)
      usable.push({ row: index + 1, entry, sound: readSound((entry.wideFile ?? entry.narrowFile)!) });
  });
  if (usable.length === 0 && !existsSync(asteriskFolder(cacheFolder)))
    throw new Error('the data cache is empty: run `npm run data` first');
  const rate = usable.every(({ sound }) => sound.sampleRate >= 16_000) ? 16_000 : 8_000;
  return usable.flatMap(({ row, entry: { name, text }, sound }) => {
    const clip = trimmed(atRate(sound, rate));
    if (clip === undefined) progress(`excluded: ${name}: silent`);
    return clip === undefined ? [] : [{ row, name, text, clip }];
  });
}
