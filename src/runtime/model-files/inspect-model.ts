/** What `antiphon models` and `antiphon doctor` ask about models, and how one is removed. */
import { rm } from 'node:fs/promises';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { placesOf } from './cache-layout.ts';
import { sizeOf } from './download.ts';
import { retire } from './ensure-model.ts';
import type { ModelArchive } from './model-archive.ts';
import { tryLock } from './model-lock.ts';
import { faultsOf, type ManifestDepth } from './model-manifest.ts';

export interface ModelReport {
  readonly state: 'present' | 'missing' | 'damaged';
  readonly folder: string;
  /** What is wrong with a damaged one, a sentence each. */
  readonly faults: readonly string[];
  /** Bytes of the tarball that wait to be continued. */
  readonly partBytes: number;
}

/** Looks at a model without changing anything. `hashes` (the default) reads every byte, `sizes` asks for sizes only. */
export async function verifyModel(
  archive: ModelArchive,
  cacheFolder: string,
  depth: ManifestDepth = 'hashes',
): Promise<ModelReport> {
  const { folder, part } = placesOf(archive, cacheFolder);
  const faults = await faultsOf(archive, folder, depth);
  const state = faults === undefined ? 'missing' : faults.length === 0 ? 'present' : 'damaged';
  return { state, folder, faults: faults ?? [], partBytes: await sizeOf(part) };
}

/**
 * Removes a model and what is half fetched of it. Processes that have it open keep their files.
 * Rejects with FILE_UNWRITABLE while another process is fetching it.
 */
export async function removeModel(archive: ModelArchive, cacheFolder: string): Promise<void> {
  const places = placesOf(archive, cacheFolder);
  if ((await sizeOf(places.part)) > 0) {
    using lock = await tryLock(places.lock);
    if (lock === undefined) {
      throw new AntiphonError('FILE_UNWRITABLE', `Another process is fetching ${archive.name}.`, {
        cure: 'Wait for it, or end it, then remove the model again.',
        data: { archive: archive.name },
      });
    }
    await rm(places.part, { force: true });
  }
  if ((await verifyModel(archive, cacheFolder, 'sizes')).state !== 'missing') await retire(places);
}
