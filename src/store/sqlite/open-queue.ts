/** Opens the thread behind a store, within a limit: what the stores of this folder have in common. */
import type { Clock } from '../../clock/clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { RequestQueue, type QueueLimits } from './request-queue.ts';
import type { WriterData } from './wire.ts';

export interface SqliteStoreOptions extends Partial<QueueLimits> {
  /** Path of the database; made, readable by its owner only, when it does not exist. Its folder must. */
  file: string;
  clock: Clock;
  /** How long a transaction waits for another process that writes. Default 1,000. */
  busyMaxMs?: number;
  /** How large the file may become. Default: as large as the disk allows. */
  bytesMax?: number;
  /** How long opening and closing may take. Default 10,000. */
  openMaxMs?: number;
}

export const storeDefaults = {
  requestsMax: 10_000,
  unitsMax: 32 * 1024 * 1024,
  answerMaxMs: 2000,
  slowMs: 250,
  roomMinBytes: 64 * 1024 * 1024,
  batchMax: 64,
  busyMaxMs: 1000,
  openMaxMs: 10_000,
};

/** @throws AntiphonError STORE_CORRUPT, STORE_VERSION_UNSUPPORTED, STORE_BUSY, STORE_TIMEOUT, STORE_FAILED */
export async function openQueue(
  keeps: WriterData['keeps'],
  options: SqliteStoreOptions,
): Promise<RequestQueue> {
  const { file, bytesMax, clock, ...limits } = { ...storeDefaults, bytesMax: undefined, ...options };
  const queue = new RequestQueue({ file, keeps, busyMaxMs: limits.busyMaxMs, bytesMax }, clock, limits);
  const { promise: late, reject } = Promise.withResolvers<never>();
  using _limit = clock.at(clock.now() + limits.openMaxMs, () => {
    reject(new AntiphonError('STORE_TIMEOUT', `the store did not open within ${limits.openMaxMs} ms`));
  });
  try {
    await Promise.race([queue.start(), late]);
  } catch (thrown) {
    await queue.close(limits.openMaxMs);
    throw thrown;
  }
  return queue;
}
