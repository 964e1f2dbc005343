/**
 * One process at a time fetches a model; the others wait for it.
 *
 * The lock is an exclusive SQLite transaction on an empty file: the operating system lets go of it when
 * its holder dies, however it dies. So there is no stale lock to detect and none to take over by mistake,
 * which a lock file with a process id in it would need. Waiting ends when the holder shows no growth.
 */
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import type { Clock } from '../../clock/clock.ts';
import { errorCode } from './disk.ts';
import { pause } from './pause.ts';

const pollMs = 200;
const sqliteBusy = 5;

/** The lock, or undefined while another process (or another caller in this one) holds it. */
export async function tryLock(path: string): Promise<Disposable | undefined> {
  const { DatabaseSync } = await import('node:sqlite');
  let database: InstanceType<typeof DatabaseSync> | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (thrown) {
    database?.close();
    if ((thrown as { errcode?: number }).errcode === sqliteBusy) return undefined;
    throw new AntiphonError('FILE_UNWRITABLE', `Cannot lock ${path}: ${describeThrown(thrown)}`, {
      cure: 'Point ANTIPHON_CACHE at a folder of yours on a local disk.',
      data: { path, code: errorCode(thrown) },
      cause: thrown,
    });
  }
  const held = database;
  return { [Symbol.dispose]: () => held.close() };
}

export interface LockWait {
  clock: Clock;
  /** How long the holder may show no growth before waiting is given up. */
  stallMaxMs: number;
  /** Something that grows while the holder works: bytes on disk. */
  growth: () => Promise<number>;
  signal?: AbortSignal | undefined;
}

/** Waits for the lock. Rejects with MODEL_FETCH_FAILED when its holder seems stuck, or as the signal says. */
export async function waitForLock(path: string, wait: LockWait): Promise<Disposable> {
  let grewAt = wait.clock.now();
  let size = -1;
  for (;;) {
    wait.signal?.throwIfAborted();
    const lock = await tryLock(path);
    if (lock !== undefined) return lock;
    const sizeNow = await wait.growth();
    if (sizeNow !== size) grewAt = wait.clock.now();
    size = sizeNow;
    if (wait.clock.now() - grewAt >= wait.stallMaxMs) {
      throw new AntiphonError(
        'MODEL_FETCH_FAILED',
        'Another process is fetching this model and seems stuck.',
        {
          cure: 'End the other antiphon process, then try again: it goes on where that one stopped.',
          data: { lock: path, stallMaxMs: wait.stallMaxMs },
        },
      );
    }
    await pause(wait.clock, pollMs, wait.signal);
  }
}
