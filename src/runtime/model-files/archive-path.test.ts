import assert from 'node:assert/strict';
import { resolve, sep } from 'node:path';
import fc from 'fast-check';
import { test } from 'vitest';
import { keptPath } from './archive-path.ts';
import { makeArchive } from './__fixtures__/registry.ts';

const { archive } = await makeArchive();

test.each([
  ['package/model/am/final.mdl', 'file', 'am/final.mdl'],
  ['package/lib/libtiny.so', 'file', 'lib/tiny.so'],
  ['package/lib/libtiny.so.1', 'file', undefined],
  ['package/README.md', 'file', undefined],
  ['package/model/', 'directory', undefined],
  ['package/model/am', 'directory', undefined],
  ['../../etc/passwd', 'symlink', undefined],
])('%s (%s) goes to %s', (name, type, expected) => {
  assert.equal(keptPath(archive, name, type), expected);
});

test.each([
  ['package/model/../../../etc/passwd', 'file'],
  ['package/model/./x', 'file'],
  ['package/model//x', 'file'],
  ['package/model/', 'file'],
  ['package/model/..\\..\\x', 'file'],
  ['package/model/C:x', 'file'],
  ['package/model/a\0b', 'file'],
  ['package/model/link', 'symlink'],
  ['package/model/link', 'link'],
  ['package/model/pipe', 'fifo'],
  ['package/lib/libtiny.so', 'symlink'],
])('%j (%s) is refused', (name, type) => {
  assert.throws(() => keptPath(archive, name, type), { code: 'MODEL_CORRUPT' });
});

test('Whatever an entry is called, it is ignored, refused, or stays in the folder', () => {
  const root = resolve('/model');
  const piece = fc.oneof(fc.constantFrom('..', '.', '/', '\\', '\0', 'C:', '~', 'a'), fc.string());
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.boolean(), (pieces, slashes) => {
      const name = `package/model/${pieces.join(slashes ? '/' : '')}`;
      let path: string | undefined;
      try {
        path = keptPath(archive, name, 'file');
      } catch {
        return;
      }
      assert.ok(path !== undefined && resolve(root, path).startsWith(root + sep), JSON.stringify(name));
    }),
  );
});
