/**
 * The measurement: every usable row at both bandwidths, then a sample of rows at the pace of speech.
 *
 * Words and CPU are counted in the first part, fed as quickly as it is heard, one recording a process:
 * neither changes with the pace, and a busy machine only takes longer. The time to the final transcript
 * is taken in the second part, where nothing piles up but what piles up in a call.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { SpeechToText } from '../../src/contracts/stt.ts';
import { asteriskFolder, asteriskSound, userCacheFolder } from '../shared/asterisk-sounds.ts';
import { UsageError, type Figures, type OptionValues } from '../shared/benchmark.ts';
import { treeCpuSeconds } from '../shared/process-cpu.ts';
import { percentile, roundTo } from '../shared/statistics.ts';
import { say, type HeardSound } from './caller.ts';
import { openEmbeddedStt } from './embedded-stt.ts';
import { parseRows, resolveRows, type Manifest, type UsableRow } from './manifest.ts';
import { normaliseWords } from './normalise.ts';
import { atRate, onQuietLine, readSound, type Sound } from './sound.ts';
import { wordErrors } from './word-errors.ts';

const defaultManifest = fileURLToPath(
  new URL('../../../shared/data/speech/asterisk-prompts.tsv', import.meta.url),
);
/** Recordings said at the pace of speech: enough for a median, and a minute or two. */
const pacedMax = 40;
const longestSoundMs = 120_000;

interface Task {
  row: UsableRow;
  sound: Sound;
}

interface Heard extends HeardSound {
  row: UsableRow;
}

interface Pass {
  heard: readonly Heard[];
  cpuSeconds: number;
}

export async function measureRecognition(
  options: OptionValues,
  progress: (line: string) => void,
): Promise<Figures> {
  const manifest = readManifest(options['manifest'] as string | undefined);
  for (const { name, reason } of manifest.excluded) progress(`excluded: ${name}: ${reason}`);
  const rows = manifest.usable;
  const wide = rows.flatMap((row) => toTask(row, row.wideFile, 16_000));
  const narrow = rows.flatMap((row) => toTask(row, row.narrowFile, 8000));
  using clock = new SystemClock();
  const processes = availableParallelism();
  const cacheFolder = userCacheFolder();
  await using stt = await openEmbeddedStt({
    cacheFolder,
    clock,
    processes,
    queueMaxMs: longestSoundMs,
    progress,
  });
  const run = (tasks: readonly Task[], label: string): Promise<Pass> =>
    runAll(tasks, stt, clock, processes, (done) => progress(`${label}: ${done} of ${tasks.length}`));

  await say([...wide, ...narrow][0]!.sound, stt, clock, 'unhurried');
  const heardWide = await run(wide, '16 kHz');
  const heardNarrow = await run(narrow, '8 kHz');
  const finalsMs = await takeTimes(wide.length > 0 ? wide : narrow, stt, clock, progress);

  tellDetails(heardWide, '16 kHz', progress, options['misheard'] === true);
  tellDetails(heardNarrow, '8 kHz', progress, options['misheard'] === true);
  const cpuSeconds = heardWide.cpuSeconds + heardNarrow.cpuSeconds;
  return {
    wer16k: roundTo(wordErrorRate(heardWide.heard, true), 4),
    wer8k: roundTo(wordErrorRate(heardNarrow.heard, true), 4),
    realTimeFactor: roundTo(cpuSeconds / (audioSeconds(heardWide) + audioSeconds(heardNarrow)), 4),
    finalMsP50: roundTo(percentile(finalsMs, 0.5), 1),
    files: rows.length,
    excluded: manifest.excluded.length,
  };
}

function readManifest(named: string | undefined): Manifest {
  const manifestFile = named ?? defaultManifest;
  if (!existsSync(manifestFile)) {
    throw new UsageError(
      named === undefined
        ? 'there is no default manifest on this machine: name one with --manifest FILE (a TSV with a header: sound, text)'
        : `there is no manifest ${named}`,
    );
  }
  const cacheFolder = userCacheFolder();
  const manifest = resolveRows(parseRows(readFileSync(manifestFile, 'utf8')), {
    manifestFile,
    cachedSound: (name, bandwidth) => asteriskSound(cacheFolder, name, bandwidth),
  });
  const isLost = manifest.excluded.some(({ reason }) => reason === 'no such sound');
  if (isLost && !existsSync(asteriskFolder(cacheFolder))) {
    throw new Error('the data cache is empty, and the manifest names sounds of it: run `npm run data` first');
  }
  if (manifest.usable.length === 0)
    throw new Error(`${named ?? 'the manifest'} has no row that can be measured`);
  return manifest;
}

/** A narrow recording cannot be made wide: then it counts at 8 kHz only. */
function toTask(row: UsableRow, file: string | undefined, rate: number): Task[] {
  if (file === undefined) return [];
  const sound = readSound(file);
  if (sound.sampleRate < rate) return [];
  return [{ row, sound: onQuietLine(atRate(sound, rate)) }];
}

/** So many recordings at a time as there are processes. */
async function runAll(
  tasks: readonly Task[],
  stt: SpeechToText,
  clock: SystemClock,
  lanes: number,
  onProgress: (done: number) => void,
): Promise<Pass> {
  const cpuBefore = treeCpuSeconds();
  const heard: Heard[] = [];
  const waiting = tasks.values();
  const lane = async (): Promise<void> => {
    // All lanes draw from one iterator, so each task is taken once.
    for (const { row, sound } of waiting) {
      heard.push({ row, ...(await say(sound, stt, clock, 'unhurried')) });
      if (heard.length % 50 === 0) onProgress(heard.length);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { heard, cpuSeconds: treeCpuSeconds() - cpuBefore };
}

async function takeTimes(
  tasks: readonly Task[],
  stt: SpeechToText,
  clock: SystemClock,
  progress: (line: string) => void,
): Promise<number[]> {
  const step = Math.max(1, Math.ceil(tasks.length / pacedMax));
  const sample = tasks.filter((_, index) => index % step === 0);
  progress(`${sample.length} recordings at the pace of speech ...`);
  const finalsMs: number[] = [];
  for (const { sound } of sample) finalsMs.push((await say(sound, stt, clock, 'speech')).finalMs);
  progress(
    `flush to final: p50 ${percentile(finalsMs, 0.5).toFixed(0)}, p95 ${percentile(finalsMs, 0.95).toFixed(0)} ms`,
  );
  return finalsMs;
}

function wordErrorRate(heard: readonly Heard[], compounds: boolean): number {
  let errors = 0;
  let words = 0;
  for (const { row, text } of heard) {
    errors += wordErrors(row.words, normaliseWords(text), { compounds });
    words += row.words.length;
  }
  return errors / words;
}

function audioSeconds({ heard }: Pass): number {
  return heard.reduce((sum, sound) => sum + sound.audioSeconds, 0);
}

function tellDetails(pass: Pass, label: string, progress: (line: string) => void, misheard: boolean): void {
  const { heard, cpuSeconds } = pass;
  if (misheard) {
    for (const { row, text } of heard) {
      const words = normaliseWords(text);
      const errors = wordErrors(row.words, words);
      if (errors > 0)
        progress(`${label} ${row.name}: ${errors}: ${row.words.join(' ')} | ${words.join(' ')}`);
    }
  }
  const strict = wordErrorRate(heard, false).toFixed(4);
  const factor = (cpuSeconds / audioSeconds(pass)).toFixed(3);
  progress(
    `${label}: ${heard.length} files, ${audioSeconds(pass).toFixed(0)} s, CPU ${factor} s per second; with compounds counted strictly the word error rate is ${strict}`,
  );
}
