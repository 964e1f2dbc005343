import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'vitest';
import { nodeDisk } from './disk.ts';
import { archiveOf, noise, tarballOf, temporaryFolder, type TestEntry } from './__fixtures__/registry.ts';
import { unpackTarball } from './unpack-tarball.ts';

const include = [{ from: 'package/model/', to: '' }];

/** Unpacks what a publisher might have made, two folders deep, so that an escape would be seen. */
async function unpack(tarball: Buffer, unpackedBytes: number) {
  const stack = new AsyncDisposableStack();
  const { path } = stack.use(await temporaryFolder());
  const file = join(path, 'it.tgz');
  await writeFile(file, tarball);
  const { archive } = archiveOf(tarball, { include, unpackedBytes });
  const result = unpackTarball(archive, file, join(path, 'models', 'new'), {
    disk: nodeDisk,
    report: () => {},
  });
  return { path, result, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const escapes: [string, TestEntry][] = [
  ['a name that climbs', { name: 'package/model/../../../evil', data: noise(10, 1) }],
  ['a symbolic link', { name: 'package/model/evil', type: 'symlink', linkname: '/etc/passwd' }],
  ['a hard link', { name: 'package/model/evil', type: 'link', linkname: '../../it.tgz' }],
];
test.each(escapes)('An archive with %s is refused and writes nothing outside', async (_, entry) => {
  await using story = await unpack(await tarballOf([entry]), 10);
  await assert.rejects(story.result, { code: 'MODEL_CORRUPT' });
  assert.deepEqual(await readdir(story.path), ['it.tgz']);
});

test('The same name twice is refused: the second would replace what was hashed', async () => {
  const entry = { name: 'package/model/x', data: noise(10, 1) };
  await using story = await unpack(await tarballOf([entry, entry]), 20);
  await assert.rejects(story.result, /EEXIST/);
});

test('More than was declared is refused before it is written', async () => {
  await using story = await unpack(await tarballOf([{ name: 'package/model/x', data: noise(11, 1) }]), 10);
  await assert.rejects(story.result, { code: 'MODEL_CORRUPT', message: /more is inside/ });
});

test('A tarball cut short is refused', async () => {
  const whole = await tarballOf([{ name: 'package/model/x', data: noise(100_000, 1) }]);
  await using story = await unpack(whole.subarray(0, 60_000), 100_000);
  await assert.rejects(story.result, { code: 'MODEL_CORRUPT' });
});

test('What is no gzip is refused', async () => {
  await using story = await unpack(noise(5_000, 3), 1);
  await assert.rejects(story.result, { code: 'MODEL_CORRUPT', message: /incorrect header/ });
});
