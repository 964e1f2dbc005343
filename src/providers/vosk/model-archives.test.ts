import assert from 'node:assert/strict';
import { test } from 'vitest';
import { modelFolder } from '../../runtime/model-files/cache-layout.ts';
import { voskLibrary, voskSmallEnglish } from './model-archives.ts';

test.each([
  ['linux', 'x64', '/c/models/vosk-linux-x86_64-0.3.39', 'libvosk.so'],
  ['darwin', 'arm64', '/c/models/vosk-osx-universal-0.3.39', 'libvosk.dylib'],
  ['win32', 'x64', '/c/models/vosk-win-x86_64-0.3.39', 'libvosk.dll'],
])('%s on %s loads its own library', (platform, architecture, folder, file) => {
  const library = voskLibrary(platform, architecture);
  assert.ok(library);
  assert.equal(modelFolder(library.archive, '/c'), folder);
  assert.equal(library.file, file);
});

test('Where the package has no library, that is said by undefined', () => {
  assert.equal(voskLibrary('linux', 'arm64'), undefined);
});

test('The model lies in its own folder, and its open origin is not hidden', () => {
  assert.equal(modelFolder(voskSmallEnglish, '/c'), '/c/models/vosk-small-en-us-2.8.0');
  assert.match(voskSmallEnglish.origin, /Not proven/);
});

test('Every pin is a whole sha512', () => {
  for (const archive of [voskLibrary('linux', 'x64')!.archive, voskSmallEnglish]) {
    assert.equal(Buffer.from(archive.integrity.replace('sha512-', ''), 'base64').length, 64);
  }
});
