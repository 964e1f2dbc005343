import assert from 'node:assert/strict';
import { mkdir, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import { placesOf } from './cache-layout.ts';
import { ensureModel } from './ensure-model.ts';
import { removeModel, verifyModel } from './inspect-model.ts';
import { tryLock } from './model-lock.ts';
import { makeArchive, TestRegistry, temporaryFolder } from './__fixtures__/registry.ts';

async function stageWithModel() {
  const stack = new AsyncDisposableStack();
  const made = await makeArchive();
  const registry = stack.use(await TestRegistry.open(made));
  const cacheFolder = stack.use(await temporaryFolder()).path;
  const clock = stack.use(new SystemClock());
  const npmSettings = () => Promise.resolve(registry.settings);
  const folder = await ensureModel(made.archive, { cacheFolder, clock, npmSettings });
  const places = placesOf(made.archive, cacheFolder);
  return {
    archive: made.archive,
    cacheFolder,
    folder,
    places,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

test('Nothing there is missing, and waiting bytes are counted', async () => {
  await using cache = await temporaryFolder();
  const { archive } = await makeArchive();
  const { folder, part, downloadsFolder } = placesOf(archive, cache.path);
  assert.deepEqual(await verifyModel(archive, cache.path), {
    state: 'missing',
    folder,
    faults: [],
    partBytes: 0,
  });
  await mkdir(downloadsFolder, { recursive: true });
  await writeFile(part, 'some');
  assert.equal((await verifyModel(archive, cache.path)).partBytes, 4);
});

const damages: [string, (folder: string) => Promise<void>, RegExp][] = [
  ['a file is gone', (folder) => rm(join(folder, 'lib', 'tiny.so')), /lib\/tiny.so is missing/],
  ['a file is short', (folder) => writeFile(join(folder, 'lib', 'tiny.so'), 'x'), /1 bytes instead of 5000/],
  ['the manifest is gone', (folder) => rm(join(folder, 'antiphon-model.json')), /missing or unreadable/],
  [
    'the manifest is half written',
    (folder) => writeFile(join(folder, 'antiphon-model.json'), '{"form'),
    /missing or unreadable/,
  ],
];
test.each(damages)('When %s, the model is damaged and the report says why', async (_, damage, words) => {
  await using story = await stageWithModel();
  assert.equal((await verifyModel(story.archive, story.cacheFolder)).state, 'present');
  await damage(story.folder);
  for (const depth of ['sizes', 'hashes'] as const) {
    const report = await verifyModel(story.archive, story.cacheFolder, depth);
    assert.equal(report.state, 'damaged');
    assert.match(report.faults.join(), words);
  }
});

test('One flipped byte escapes the sizes, not the hashes', async () => {
  await using story = await stageWithModel();
  const path = join(story.folder, 'am', 'final.mdl');
  const byte = (await readFile(path))[1000]!;
  const file = await open(path, 'r+');
  await file.write(Uint8Array.of(byte ^ 1), 0, 1, 1000);
  await file.close();
  assert.equal((await verifyModel(story.archive, story.cacheFolder, 'sizes')).state, 'present');
  const report = await verifyModel(story.archive, story.cacheFolder);
  assert.deepEqual(report.faults, ['am/final.mdl has been changed']);
});

test('A model of another pin, or with other parts kept, does not count', async () => {
  await using story = await stageWithModel();
  const { archive, cacheFolder } = story;
  const repinned = { ...archive, integrity: (await makeArchive({}, 5)).archive.integrity };
  assert.match((await verifyModel(repinned, cacheFolder)).faults.join(), /another pin/);
  const fewer = { ...archive, include: archive.include.slice(1) };
  assert.match((await verifyModel(fewer, cacheFolder)).faults.join(), /other parts/);
});

test('Removing takes the model and its half tarball, but nothing from a process that has it open', async () => {
  await using story = await stageWithModel();
  const { archive, cacheFolder, places } = story;
  await writeFile(places.part, 'half');
  const held = await open(join(story.folder, 'conf', 'model.conf'));
  await removeModel(archive, cacheFolder);
  assert.equal((await held.readFile()).length, 300);
  await held.close();
  assert.deepEqual(await readdir(places.modelsFolder), []);
  assert.deepEqual(await readdir(places.downloadsFolder), ['tiny-1.2.3.lock']);
  await removeModel(archive, cacheFolder);
});

test('A model that another process is fetching is not removed under its hands', async () => {
  await using story = await stageWithModel();
  await writeFile(story.places.part, 'half');
  using lock = await tryLock(story.places.lock);
  assert.ok(lock);
  await assert.rejects(removeModel(story.archive, story.cacheFolder), { code: 'FILE_UNWRITABLE' });
  assert.equal((await verifyModel(story.archive, story.cacheFolder)).state, 'present');
});
