/** Holds the whole tarball against its pin, before a single byte of it is unpacked. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { ModelArchive } from './model-archive.ts';

/** Whether the file is the pinned tarball. */
export async function matchesPin(
  archive: ModelArchive,
  tarball: string,
  report: (doneBytes: number) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const hash = createHash('sha512');
  report(0);
  let doneBytes = 0;
  try {
    for await (const bytes of createReadStream(tarball, { highWaterMark: 1 << 18 })) {
      if (signal?.aborted === true) break;
      hash.update(bytes as Uint8Array);
      doneBytes += (bytes as Uint8Array).length;
      report(doneBytes);
    }
  } catch (thrown) {
    throw AntiphonError.from(thrown, 'FILE_UNREADABLE', `Cannot read ${tarball}`);
  }
  signal?.throwIfAborted();
  return `sha512-${hash.digest('base64')}` === archive.integrity;
}
