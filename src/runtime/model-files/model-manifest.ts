/**
 * The manifest of an unpacked model: what lies in its folder, and from which pin it came.
 *
 * It is the last file written before the folder gets its name. A folder without it, or with one of
 * another pin or another choice of parts, is no model, whatever else it holds.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk } from './disk.ts';
import type { ModelArchive } from './model-archive.ts';
import type { UnpackedFile } from './unpack-tarball.ts';

const fileName = 'antiphon-model.json';
const formatVersion = 1;

interface ModelManifest {
  readonly formatVersion: number;
  readonly package: string;
  readonly integrity: string;
  readonly licence: string;
  readonly origin: string;
  readonly include: ModelArchive['include'];
  readonly files: readonly UnpackedFile[];
}

export async function writeManifest(
  archive: ModelArchive,
  folder: string,
  files: readonly UnpackedFile[],
  disk: Disk,
): Promise<void> {
  const manifest: ModelManifest = {
    formatVersion,
    package: `${archive.packageName}@${archive.version}`,
    integrity: archive.integrity,
    licence: archive.licence,
    origin: archive.origin,
    include: archive.include,
    files,
  };
  await using file = await disk.open(join(folder, fileName), 'create');
  await file.write(Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`));
  await file.sync();
}

/** `sizes` asks the disk for 20 facts and is done in a millisecond; `hashes` reads every byte. */
export type ManifestDepth = 'sizes' | 'hashes';

/** What is wrong with a model's folder, one sentence each; empty for a whole model, undefined where there is none. */
export async function faultsOf(
  archive: ModelArchive,
  folder: string,
  depth: ManifestDepth,
): Promise<string[] | undefined> {
  if ((await stat(folder).catch(() => undefined)) === undefined) return undefined;
  const manifest = await readManifest(folder);
  if (manifest === undefined) return [`${fileName} is missing or unreadable`];
  if (manifest.integrity !== archive.integrity) return ['it was unpacked from another pin'];
  if (JSON.stringify(manifest.include) !== JSON.stringify(archive.include)) {
    return ['other parts of the archive were kept'];
  }
  const faults: string[] = [];
  for (const file of manifest.files) {
    const path = join(folder, file.path);
    const size = (await stat(path).catch(() => undefined))?.size;
    if (size === undefined) faults.push(`${file.path} is missing`);
    else if (size !== file.bytes) faults.push(`${file.path} has ${size} bytes instead of ${file.bytes}`);
    else if (depth === 'hashes' && (await sha256Of(path)) !== file.sha256) {
      faults.push(`${file.path} has been changed`);
    }
  }
  return faults;
}

async function readManifest(folder: string): Promise<ModelManifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, fileName), 'utf8')) as ModelManifest;
    return manifest.formatVersion === formatVersion && Array.isArray(manifest.files) ? manifest : undefined;
  } catch {
    return undefined; // no manifest, or half of one: to the caller the same
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 18 }))
    hash.update(bytes as Uint8Array);
  return hash.digest('hex');
}
