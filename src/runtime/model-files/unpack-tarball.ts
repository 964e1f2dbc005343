/**
 * Takes what an archive declares out of a verified tarball, into a folder that nobody looks at yet.
 *
 * The pin says that these are the bytes we chose; it does not say that we chose well. So names are held
 * to the folder, links are refused, and the size that was declared is the size that is written.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import { keptPath } from './archive-path.ts';
import { onDisk, type Disk } from './disk.ts';
import type { ModelArchive } from './model-archive.ts';

export interface UnpackedFile {
  /** Inside the model's folder, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface TarEntry extends AsyncIterable<Uint8Array> {
  header: { name: string; type: string };
  resume(): void;
}
type TarStream = NodeJS.WritableStream & AsyncIterable<TarEntry>;

export interface UnpackOptions {
  disk: Disk;
  report: (doneBytes: number) => void;
  signal?: AbortSignal | undefined;
}

/** Resolves with what was written. Rejects with MODEL_CORRUPT, DISK_FULL or FILE_UNWRITABLE, or as the signal says. */
export async function unpackTarball(
  archive: ModelArchive,
  tarball: string,
  folder: string,
  options: UnpackOptions,
): Promise<UnpackedFile[]> {
  // Loaded here and not above, since most starts unpack nothing.
  const { extract } = createRequire(import.meta.url)('tar-stream') as { extract(): TarStream };
  const tar = extract();
  const feeding = pipeline(createReadStream(tarball), createGunzip(), tar, {
    ...(options.signal && { signal: options.signal }),
  });
  // A broken gzip ends the reading below as well; its own reason is asked for after that.
  const feedingFailure = feeding.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  try {
    return await writeEntries(archive, tar, folder, options);
  } catch (thrown) {
    (tar as unknown as { destroy(): void }).destroy();
    const streamFailure = await feedingFailure;
    options.signal?.throwIfAborted();
    if (AntiphonError.is(thrown)) throw thrown;
    throw corrupt(archive, describeThrown(streamFailure ?? thrown), thrown);
  }
}

async function writeEntries(
  archive: ModelArchive,
  tar: TarStream,
  folder: string,
  { disk, report }: UnpackOptions,
): Promise<UnpackedFile[]> {
  const files: UnpackedFile[] = [];
  let doneBytes = 0;
  report(0);
  for await (const entry of tar) {
    const path = keptPath(archive, entry.header.name, entry.header.type);
    if (path === undefined) {
      entry.resume();
      continue;
    }
    const hash = createHash('sha256');
    const startBytes = doneBytes;
    const place = dirname(folder);
    const write = <T>(work: () => Promise<T>): Promise<T> => onDisk(place, archive.unpackedBytes, work);
    await using file = await write(() => openNew(disk, join(folder, path)));
    for await (const bytes of entry) {
      doneBytes += bytes.length;
      if (doneBytes > archive.unpackedBytes) throw corrupt(archive, 'more is inside than was declared');
      hash.update(bytes);
      await write(() => file.write(bytes));
      report(doneBytes);
    }
    await write(() => file.sync());
    files.push({ path, bytes: doneBytes - startBytes, sha256: hash.digest('hex') });
  }
  if (doneBytes !== archive.unpackedBytes) {
    throw corrupt(archive, `${doneBytes} bytes are inside, ${archive.unpackedBytes} were declared`);
  }
  return files;
}

async function openNew(disk: Disk, path: string): ReturnType<Disk['open']> {
  await mkdir(dirname(path), { recursive: true });
  return disk.open(path, 'create');
}

function corrupt(archive: ModelArchive, why: string, cause?: unknown): AntiphonError {
  return new AntiphonError('MODEL_CORRUPT', `The archive of ${archive.name} cannot be unpacked: ${why}.`, {
    data: { archive: archive.name },
    cause,
  });
}
