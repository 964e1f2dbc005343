/** What happens to the cache when the disk is full, a process is killed, or two are at it. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { test } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { placesOf } from './cache-layout.ts';
import { nodeDisk, type Disk } from './disk.ts';
import { ensureModel } from './ensure-model.ts';
import { verifyModel } from './inspect-model.ts';
import { makeArchive, TestRegistry, temporaryFolder } from './__fixtures__/registry.ts';

async function stage() {
  const stack = new AsyncDisposableStack();
  const made = await makeArchive();
  const registry = stack.use(await TestRegistry.open(made));
  const cacheFolder = stack.use(await temporaryFolder()).path;
  const clock = stack.use(new SystemClock());
  const npmSettings = () => Promise.resolve(registry.settings);
  const { archive } = made;
  return {
    archive,
    registry,
    cacheFolder,
    places: placesOf(archive, cacheFolder),
    ensure: (disk: Disk = nodeDisk) => ensureModel(archive, { cacheFolder, clock, npmSettings, disk }),
    /** The same call in a process of its own; `stuckAt` makes its disk hang at the first write to such a path. */
    spawn: (stuckAt = 'nothing'): ChildProcess & AsyncDisposable => {
      const facts = JSON.stringify({ archive, cacheFolder, settings: registry.settings, stuckAt });
      const child = spawn(process.execPath, ['--input-type=module', '-e', childCode, facts], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      return Object.assign(child, {
        [Symbol.asyncDispose]: async () => {
          if (child.exitCode === null && child.signalCode === null) {
            child.kill('SIGKILL');
            await once(child, 'exit');
          }
        },
      });
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
const childCode = `
  import { ensureModel } from ${here('ensure-model.ts')};
  import { nodeDisk } from ${here('disk.ts')};
  import { SystemClock } from ${here('../../clock/system-clock.ts')};
  const { archive, cacheFolder, settings, stuckAt } = JSON.parse(process.argv.at(-1));
  const disk = {
    ...nodeDisk,
    async open(path, how) {
      const file = await nodeDisk.open(path, how);
      if (!path.endsWith(stuckAt)) return file;
      return { ...file, write: () => (console.log('stuck'), new Promise(() => {})) };
    },
  };
  const clock = new SystemClock();
  const alive = setInterval(() => {}, 1_000);
  console.log(await ensureModel(archive, { cacheFolder, clock, npmSettings: async () => settings, disk }));
  clearInterval(alive);
`;

/** A disk on which writes to some paths fail after so many bytes, as a full one does. */
function fullDisk(isFull: (path: string) => boolean, roomBytes: number): Disk {
  return {
    ...nodeDisk,
    async open(path, how) {
      const file = await nodeDisk.open(path, how);
      if (!isFull(path)) return file;
      let left = roomBytes;
      return {
        ...file,
        write: async (bytes) => {
          await file.write(bytes.subarray(0, left));
          if (bytes.length > left) {
            throw Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });
          }
          left -= bytes.length;
        },
      };
    },
  };
}

function isDiskFull(thrown: unknown): boolean {
  assert.ok(AntiphonError.is(thrown), String(thrown));
  assert.equal(thrown.code, 'DISK_FULL');
  assert.match(thrown.cure, /^Free [\d.]+ MB on the disk of .*ANTIPHON_CACHE/);
  assert.equal(typeof thrown.data['neededBytes'], 'number');
  return true;
}

test('Too little room is foreseen: the error says how much is needed where, and nothing is fetched', async () => {
  await using story = await stage();
  const disk = { ...nodeDisk, freeBytes: () => Promise.resolve(400_000) };
  await assert.rejects(story.ensure(disk), (thrown: AntiphonError) => {
    assert.equal(thrown.data['freeBytes'], 400_000);
    assert.equal(thrown.data['neededBytes'], story.archive.bytes + 205_300 + (1 << 20));
    assert.ok(thrown.message.includes(story.cacheFolder));
    return isDiskFull(thrown);
  });
  assert.deepEqual(story.registry.requests, []);
});

test('A disk that fills up during the fetch keeps what has arrived for the next time', async () => {
  await using story = await stage();
  await assert.rejects(story.ensure(fullDisk((path) => path.endsWith('.part'), 140_000)), isDiskFull);
  const kept = (await stat(story.places.part)).size;
  assert.equal(kept, 140_000);
  await story.ensure();
  assert.deepEqual(story.registry.ranges, [undefined, `bytes=${kept}-`]);
});

test('A disk that fills up during unpacking leaves the tarball and no half model', async () => {
  await using story = await stage();
  await assert.rejects(story.ensure(fullDisk((path) => path.endsWith('final.mdl'), 100_000)), isDiskFull);
  assert.deepEqual(await readdir(story.places.modelsFolder), []);
  await story.ensure();
  assert.equal(story.registry.ranges.length, 1);
});

test('A folder that may not be written is said to be so', async () => {
  await using story = await stage();
  const refusal = Object.assign(new Error('read-only file system'), { code: 'EROFS' });
  const disk = { ...nodeDisk, open: () => Promise.reject(refusal) };
  await assert.rejects(story.ensure(disk), { code: 'FILE_UNWRITABLE' });
});

test('A process killed in the middle of the fetch is continued by the next one', async () => {
  await using story = await stage();
  story.registry.behaviours.push({ kind: 'hang', afterBytes: 60_000 });
  await using child = story.spawn();
  await story.registry.hanging;
  while ((await stat(story.places.part).catch(() => ({ size: 0 }))).size < 60_000) await moment();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await story.ensure();
  assert.deepEqual(story.registry.ranges, [undefined, 'bytes=60000-']);
});

test.each(['final.mdl', 'antiphon-model.json'])(
  'A process killed while it writes %s has made no model, and its remains are swept away',
  async (file) => {
    await using story = await stage();
    await using child = story.spawn(file);
    await once(child.stdout!, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(
      (await readdir(story.places.modelsFolder)).length,
      1,
      'half a model lies under another name',
    );
    assert.equal((await verifyModel(story.archive, story.cacheFolder)).state, 'missing');
    await story.ensure();
    assert.deepEqual(await readdir(story.places.modelsFolder), ['tiny-1.2.3']);
    assert.equal(story.registry.ranges.length, 1, 'the verified tarball was used again');
  },
);

test('Two processes and two callers in a third, all at once, fetch once and all get the model', async () => {
  await using story = await stage();
  await using one = story.spawn();
  await using two = story.spawn();
  const folders = await Promise.all([text(one.stdout!), text(two.stdout!), story.ensure(), story.ensure()]);
  assert.deepEqual([...new Set(folders.map((folder) => folder.trim()))], [story.places.folder]);
  assert.equal(story.registry.ranges.length, 1);
  assert.equal((await verifyModel(story.archive, story.cacheFolder)).state, 'present');
});

function moment(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 2);
  });
}
