/** Where the sounds of the trials come from: recordings of people, files of noise, synthetic voices. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FliteEngine, pristineMemory } from '../../src/providers/flite/engine.ts';
import { loadFliteModule } from '../../src/providers/flite/flite-module.ts';
import { parseRows, resolveRows } from '../recognition/manifest.ts';
import { atRate, readSound } from '../recognition/sound.ts';
import { asteriskFolder, asteriskSound, userCacheFolder } from '../shared/asterisk-sounds.ts';
import { UsageError } from '../shared/benchmark.ts';
import { trimToSound } from './levels.ts';

export interface Recording {
  /** In the manifest, from 1 below its header. */
  row: number;
  name: string;
  /** At 16 kHz, from the labelled onset to the last sound. */
  samples: Int16Array;
}

export interface NoiseFile {
  name: string;
  samples: Int16Array;
  /** People who talk: reported apart. */
  isTalk: boolean;
}

export interface Backchannel {
  label: string;
  /** @param pace 1 as the voice says it; more is faster and higher. */
  render(pace: number): Int16Array;
}

const sampleRate = 16_000;
const sharedData = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const defaultManifest = join(sharedData, 'speech/asterisk-prompts.tsv');
const defaultNoise = join(sharedData, 'noise');
const talkNames = /talk|babble|speech|speak|voice|crowd|conversation/i;
const voices = ['rms', 'slt', 'awb', 'kal16'] as const;
const phrases = ['mm-hm', 'yeah', 'okay', 'right', 'uh-huh'] as const;

/** Every row of the manifest that has a sound. @throws UsageError where there is none. */
export function readRecordings(named: string | undefined): Recording[] {
  const manifestFile = named ?? defaultManifest;
  if (!existsSync(manifestFile)) {
    throw new UsageError(
      `there is no manifest ${named ?? 'on this machine'}: name one with --speech FILE (a TSV with a header: sound, text)`,
    );
  }
  const cacheFolder = userCacheFolder();
  const recordings = parseRows(readFileSync(manifestFile, 'utf8')).flatMap((row, index) => {
    const { usable } = resolveRows([row], {
      manifestFile,
      cachedSound: (name, bandwidth) => asteriskSound(cacheFolder, name, bandwidth),
    });
    return usable.map(({ name, wideFile, narrowFile }) => ({
      row: index + 1,
      name,
      samples: trimToSound(atRate(readSound((wideFile ?? narrowFile)!), sampleRate).samples),
    }));
  });
  if (recordings.length > 0) return recordings;
  if (!existsSync(asteriskFolder(cacheFolder))) {
    throw new Error('the recordings are not on this machine: run `npm run data` first');
  }
  throw new UsageError(`${manifestFile} names no sound that can be read`);
}

export function readNoise(named: string | undefined): NoiseFile[] {
  const folder = named ?? defaultNoise;
  if (!existsSync(folder)) {
    if (named === undefined) return [];
    throw new UsageError(`there is no folder ${named}`);
  }
  return readdirSync(folder)
    .filter((name) => name.toLowerCase().endsWith('.wav'))
    .sort()
    .map((name) => ({
      name,
      samples: atRate(readSound(join(folder, name)), sampleRate).samples,
      isTalk: talkNames.test(name),
    }));
}

/** Each phrase in each voice. They are synthetic: there are no recordings of people who say "mm-hm" here. */
export async function synthesiseBackchannels(): Promise<Backchannel[]> {
  const module = await loadFliteModule();
  const engine = new FliteEngine(module, pristineMemory(module));
  return voices.flatMap((voice) =>
    phrases.map((phrase): Backchannel => {
      const spoken = engine.synthesize(phrase, voice);
      return {
        label: `${voice} ${phrase}`,
        render: (pace) => atPace(atRate(spoken, sampleRate).samples, pace),
      };
    }),
  );
}

/** Pace and pitch together, as a tape has them. */
function atPace(samples: Int16Array, pace: number): Int16Array {
  return Int16Array.from({ length: Math.floor((samples.length - 1) / pace) }, (_, index) => {
    const at = index * pace;
    const from = Math.floor(at);
    return Math.round(samples[from]! + (at - from) * (samples[from + 1]! - samples[from]!));
  });
}
