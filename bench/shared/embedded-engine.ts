/** Where the recogniser that comes with the package lies on this machine; fetched when it is not there. */
import { join } from 'node:path';
import type { Clock } from '../../src/clock/clock.ts';
import type { ModelProgress } from '../../src/runtime/model-files/model-archive.ts';
import { embeddedArchives, fetchModel } from '../../src/server/embedded.ts';

export interface VoskFiles extends Readonly<Record<string, string>> {
  libraryFile: string;
  modelFolder: string;
}

/** @param clock paces retries of the download: one that really ticks. */
export async function embeddedEngine(clock: Clock, progress: (line: string) => void): Promise<VoskFiles> {
  const { library, libraryFile, model } = embeddedArchives();
  const options = {
    clock,
    onProgress: ({ doneBytes, phase, archive, totalBytes }: ModelProgress) => {
      if (doneBytes === 0) progress(`${phase} ${archive.name} (${(totalBytes / 1e6).toFixed(0)} MB) ...`);
    },
  };
  const libraryFolder = await fetchModel(library, options);
  const modelFolder = await fetchModel(model, options);
  return { libraryFile: join(libraryFolder, libraryFile), modelFolder };
}
