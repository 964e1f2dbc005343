import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { parseRows, resolveRows, type SoundPlaces } from './manifest.ts';

let folder: string;
let places: SoundPlaces;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-manifest-'));
  mkdirSync(join(folder, 'mine'));
  for (const name of ['mine/own.wav', '16k-hello.wav', '8k-hello.wav', '8k-narrow.wav']) {
    writeFileSync(join(folder, name), '');
  }
  places = {
    manifestFile: join(folder, 'mine', 'manifest.tsv'),
    cachedSound: (name, bandwidth) => join(folder, `${bandwidth}-${name}.wav`),
  };
});

afterAll(() => rmSync(folder, { recursive: true }));

test('a manifest is a header and rows; blank lines and further columns say nothing', () => {
  assert.deepEqual(parseRows('name\ttext\r\nhello\tHello  world.\r\n\r\nbye\t Bye \tnote\nempty\n'), [
    { name: 'hello', text: 'Hello  world.' },
    { name: 'bye', text: 'Bye' },
    { name: 'empty', text: '' },
  ]);
});

test('a path beside the manifest comes first, then the name in the data cache at both bandwidths', () => {
  const { usable } = resolveRows(
    [
      { name: 'own.wav', text: 'mine' },
      { name: 'hello', text: 'hello' },
      { name: 'hello.wav', text: 'hello' },
      { name: 'narrow', text: 'narrow' },
    ],
    places,
  );
  const own = join(folder, 'mine', 'own.wav');
  const wide = join(folder, '16k-hello.wav');
  const narrow = join(folder, '8k-hello.wav');
  assert.deepEqual(
    usable.map(({ wideFile, narrowFile }) => [wideFile, narrowFile]),
    [
      [own, own],
      [wide, narrow],
      [wide, narrow],
      [undefined, join(folder, '8k-narrow.wav')],
    ],
  );
});

test.each([
  ['hello', '', 'empty text'],
  ['hello', '[a door closes]', 'no words in the text: [a door closes]'],
  ['hello', '...', 'no words in the text: ...'],
  ['hello', 'this is a simple beep tone', 'describes a sound: this is a simple beep tone'],
  ['hello', 'music', 'describes a sound: music'],
  ['hello', '10 seconds of silence', 'describes a sound: 10 seconds of silence'],
  ['gone', 'hello', 'no such sound'],
  ['', 'hello', 'no such sound'],
])('the row %j, %j is left out: %s', (name, text, reason) => {
  assert.deepEqual(resolveRows([{ name, text }], places), { usable: [], excluded: [{ name, text, reason }] });
});

test.each(['After the tone say your busy message', 'of', 'seconds', 'ten', 'short', 'at the tone'])(
  'speech about sounds is speech: %s',
  (text) => {
    assert.equal(resolveRows([{ name: 'hello', text }], places).usable.length, 1);
  },
);
