/**
 * Where everything lies in the cache folder. Pure: it is told the environment and touches no disk.
 *
 *   <cache>/models/<name>-<version>/...             a whole model, with its manifest
 *   <cache>/models/.<name>-<version>~<random>       being unpacked, or on its way out
 *   <cache>/downloads/<name>-<version>-<pin>.part   the tarball so far
 *   <cache>/downloads/<name>-<version>.lock         locked by the process that is at it; stays, empty
 *
 * The pin in the name of the tarball keeps a changed pin from continuing the bytes of the old one.
 */
import { join, posix, win32 } from 'node:path';
import { invariant } from '../../errors/antiphon-error.ts';
import type { ModelArchive } from './model-archive.ts';

/**
 * The cache folder when nobody names one: `ANTIPHON_CACHE`, else `$XDG_CACHE_HOME/antiphon`, else
 * `~/.cache/antiphon`. A relative `XDG_CACHE_HOME` is ignored, as its specification asks.
 */
export function defaultCacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: string,
  homeFolder: string,
): string {
  const path = platform === 'win32' ? win32 : posix;
  const own = environment['ANTIPHON_CACHE'];
  if (own) return path.resolve(homeFolder, own);
  const shared = environment['XDG_CACHE_HOME'];
  if (shared && path.isAbsolute(shared)) return path.join(shared, 'antiphon');
  return path.join(homeFolder, '.cache', 'antiphon');
}

/** The folder of a model, whether it is there or not. */
export function modelFolder(archive: ModelArchive, cacheFolder: string): string {
  return join(cacheFolder, 'models', folderName(archive));
}

export interface ModelPlaces {
  readonly modelsFolder: string;
  readonly downloadsFolder: string;
  readonly folder: string;
  /** Beginning of the names, in `modelsFolder`, of what is being unpacked or thrown away. */
  readonly temporaryPrefix: string;
  readonly part: string;
  /** Names, in `downloadsFolder`, of this version's tarballs, whatever their pin. */
  readonly partPattern: RegExp;
  readonly lock: string;
}

export function placesOf(archive: ModelArchive, cacheFolder: string): ModelPlaces {
  const name = folderName(archive);
  const downloadsFolder = join(cacheFolder, 'downloads');
  return {
    modelsFolder: join(cacheFolder, 'models'),
    downloadsFolder,
    folder: modelFolder(archive, cacheFolder),
    temporaryPrefix: `.${name}~`,
    part: join(downloadsFolder, `${name}-${pinName(archive)}.part`),
    partPattern: new RegExp(`^${name.replace(/[.+]/g, '\\$&')}-[0-9a-f]{12}\\.part$`),
    lock: join(downloadsFolder, `${name}.lock`),
  };
}

function folderName(archive: ModelArchive): string {
  invariant(/^[a-z0-9][a-z0-9._-]*$/.test(archive.name), `"${archive.name}" cannot name a model's folder`);
  invariant(/^[\w.+-]+$/.test(archive.version), `"${archive.version}" is not an exact version`);
  return `${archive.name}-${archive.version}`;
}

function pinName(archive: ModelArchive): string {
  const [algorithm, digest] = archive.integrity.split('-', 2);
  invariant(algorithm === 'sha512' && digest !== undefined, `${archive.name} is not pinned by a sha512`);
  return Buffer.from(digest, 'base64').toString('hex').slice(0, 12);
}
