/**
 * What this room asks of the disk, and what it makes of a refusal.
 *
 * A full disk is foreseen where it can be (free space is asked for first) and recognised where it cannot
 * (another program was quicker, or a quota). The two calls that a test wants to see fail are a port.
 */
import { open, statfs } from 'node:fs/promises';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';

export interface DiskFile extends AsyncDisposable {
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when what was written would survive a power cut. */
  sync(): Promise<void>;
}

export interface Disk {
  /** Bytes that this user may still write, `Infinity` where the file system does not say. */
  freeBytes(folder: string): Promise<number>;
  /** `create` fails on a file that is there; `truncate` empties it; `append` goes on at its end. */
  open(path: string, how: 'create' | 'truncate' | 'append'): Promise<DiskFile>;
}

const openFlags = { create: 'wx', truncate: 'w', append: 'a' } as const;

export const nodeDisk: Disk = {
  async freeBytes(folder) {
    const { bavail, blocks, bsize } = await statfs(folder);
    return blocks === 0 ? Infinity : bavail * bsize;
  },
  async open(path, how) {
    const handle = await open(path, openFlags[how], 0o644);
    return {
      write: (bytes) => handle.writeFile(bytes),
      sync: () => handle.sync(),
      [Symbol.asyncDispose]: () => handle.close(),
    };
  },
};

/** Throws DISK_FULL when `folder` has not `neededBytes` left, before anything is fetched in vain. */
export async function checkRoom(disk: Disk, folder: string, neededBytes: number): Promise<void> {
  const freeBytes = await onDisk(folder, neededBytes, () => disk.freeBytes(folder));
  if (freeBytes < neededBytes) throw diskFull(folder, neededBytes, freeBytes);
}

/**
 * Runs a piece of disk work: a full disk becomes DISK_FULL, any other refusal FILE_UNWRITABLE.
 * `neededBytes` is what the whole undertaking needs in `folder`.
 */
export async function onDisk<T>(folder: string, neededBytes: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (AntiphonError.is(thrown)) throw thrown;
    const code = errorCode(thrown);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(folder, neededBytes, undefined, thrown);
    throw new AntiphonError('FILE_UNWRITABLE', `Cannot write in ${folder}: ${describeThrown(thrown)}`, {
      cure: 'Check that the folder may be written, or point ANTIPHON_CACHE at another one.',
      data: { folder, code },
      cause: thrown,
    });
  }
}

/** The `code` of a system error, as in `ENOENT`. */
export function errorCode(thrown: unknown): string | undefined {
  const code = (thrown as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

function diskFull(
  folder: string,
  neededBytes: number,
  freeBytes: number | undefined,
  cause?: unknown,
): AntiphonError {
  const free = freeBytes === undefined ? 'and the disk is full' : `of which ${megabytes(freeBytes)} are free`;
  return new AntiphonError('DISK_FULL', `${megabytes(neededBytes)} are needed in ${folder}, ${free}.`, {
    cure: `Free ${megabytes(neededBytes)} on the disk of ${folder}, or point ANTIPHON_CACHE at another disk.`,
    data: { folder, neededBytes, freeBytes },
    cause,
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
