import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'vitest';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import { tryLock, waitForLock } from './model-lock.ts';
import { temporaryFolder } from './__fixtures__/registry.ts';

/** Lets simulated time pass until the promise has settled. */
async function passTime(clock: SimulatedClock, promise: Promise<unknown>): Promise<void> {
  const state = { settled: false };
  const done = promise.catch(() => {}).finally(() => (state.settled = true));
  while (!state.settled) await clock.run(200, 200);
  await done;
}

test('A lock has one holder, and the next gets it when it is let go', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'it.lock');
  const first = await tryLock(path);
  assert.ok(first);
  assert.equal(await tryLock(path), undefined);
  first[Symbol.dispose]();
  using second = await tryLock(path);
  assert.ok(second);
});

test('Who waits for a holder that shows no growth gives up at the limit', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'it.lock');
  using _held = await tryLock(path);
  const clock = new SimulatedClock();
  const waiting = waitForLock(path, { clock, stallMaxMs: 10_000, growth: () => Promise.resolve(5) });
  const refused = assert.rejects(waiting, { code: 'MODEL_FETCH_FAILED', message: /stuck/ });
  await passTime(clock, waiting);
  await refused;
  assert.ok(clock.now() >= 10_000 && clock.now() < 12_000, `gave up at ${clock.now()}`);
});

test('Who waits for a holder that goes on is patient, and an abort ends it', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'it.lock');
  using _held = await tryLock(path);
  const clock = new SimulatedClock();
  const controller = new AbortController();
  let size = 0;
  const growth = (): Promise<number> => {
    if (clock.now() > 60_000) controller.abort();
    return Promise.resolve((size += 1));
  };
  const waiting = waitForLock(path, { clock, stallMaxMs: 10_000, growth, signal: controller.signal });
  const aborted = assert.rejects(waiting, { name: 'AbortError' });
  await passTime(clock, waiting);
  await aborted;
  assert.ok(clock.now() > 60_000);
  assert.equal(clock.pending, 0);
});

test('A place where no lock can lie is named', async () => {
  await using folder = await temporaryFolder();
  await assert.rejects(tryLock(join(folder.path, 'no', 'such', 'folder.lock')), { code: 'FILE_UNWRITABLE' });
});
