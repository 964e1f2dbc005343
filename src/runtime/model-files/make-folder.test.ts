import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { temporaryFolder } from './__fixtures__/registry.ts';
import { makeFolder } from './make-folder.ts';

test('A folder is made with all that lead to it, and again without harm', async () => {
  await using place = await temporaryFolder();
  const folder = join(place.path, 'a', 'b', 'c');
  await Promise.all([makeFolder(folder), makeFolder(folder)]);
  await makeFolder(folder);
  assert.ok(existsSync(folder));
});

test('Where a file stands in the way, that is what is said', async () => {
  await using place = await temporaryFolder();
  const file = join(place.path, 'file');
  writeFileSync(file, '');
  await assert.rejects(makeFolder(join(file, 'a')), { code: 'ENOTDIR' });
});

test('A file system that takes no folders is given up, not tried for ever', async () => {
  await assert.rejects(makeFolder('/proc/antiphon/models'));
});
