/** Whether the models that are downloaded are there and whole. */
import { join } from 'node:path';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { verifyModel, type ModelReport } from '../../runtime/model-files/inspect-model.ts';
import type { ModelArchive } from '../../runtime/model-files/model-archive.ts';
import { embeddedArchives } from '../../server/embedded.ts';
import { megabytes } from '../shared/model-progress.ts';
import type { Finding } from './finding.ts';

export interface ModelDiagnosis {
  findings: Finding[];
  /** What the missing ones need on the disk. */
  neededBytes: number;
  /** Undefined where it is not there. */
  libraryFile: string | undefined;
}

export async function lookAtModels(cacheFolder: string): Promise<ModelDiagnosis> {
  const archives = archivesHere();
  if (AntiphonError.is(archives)) {
    const { message, cure } = archives;
    return {
      findings: [{ name: 'Vosk', state: 'failed', detail: message, cure }],
      neededBytes: 0,
      libraryFile: undefined,
    };
  }
  const { library, libraryFile, model } = archives;
  const findings: Finding[] = [];
  let neededBytes = 0;
  let foundLibrary: string | undefined;
  for (const archive of [library, model]) {
    const report = await verifyModel(archive, cacheFolder, 'hashes');
    findings.push(judge(archive, report));
    if (report.state !== 'present') neededBytes += archive.bytes + archive.unpackedBytes;
    else if (archive === library) foundLibrary = join(report.folder, libraryFile);
  }
  return { findings, neededBytes, libraryFile: foundLibrary };
}

/** A missing model is fetched by the first start: a stumbling block only without a network. */
function judge({ name, version, bytes }: ModelArchive, { state, faults }: ModelReport): Finding {
  const title = `${name} ${version}`;
  if (state === 'present') return { name: title, state: 'ok', detail: 'present and whole' };
  if (state === 'missing') {
    return {
      name: title,
      state: 'failed',
      detail: `missing, ${megabytes(bytes)} to fetch`,
      cure: 'Run `antiphon models pull`; `antiphon serve` does it too.',
    };
  }
  return {
    name: title,
    state: 'failed',
    detail: `damaged: ${faults.join('; ')}`,
    cure: 'Run `antiphon models pull --force`.',
  };
}

function archivesHere(): ReturnType<typeof embeddedArchives> | AntiphonError {
  try {
    return embeddedArchives();
  } catch (thrown) {
    if (AntiphonError.is(thrown)) return thrown;
    throw thrown;
  }
}
