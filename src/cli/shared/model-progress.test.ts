import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { ModelArchive, ModelPhase } from '../../runtime/model-files/model-archive.ts';
import { ModelProgressDisplay } from './model-progress.ts';

const archive = { name: 'ears' } as ModelArchive;

function watch(isTerminal: boolean, steps: readonly (readonly [ModelPhase, number])[]): string {
  let shown = '';
  using display = new ModelProgressDisplay({ isTerminal, err: (text) => (shown += text) });
  for (const [phase, doneBytes] of steps) display.onProgress({ archive, phase, doneBytes, totalBytes: 50e6 });
  return shown.replaceAll('\r\u001B[K', '<again>');
}

const fetching = Array.from({ length: 201 }, (_, index) => ['fetch', index * 250_000] as const);

test('Without a terminal there is a plain line for every tenth', () => {
  const lines = watch(false, [...fetching, ['verify', 25e6], ['unpack', 0], ['unpack', 50e6]])
    .trimEnd()
    .split('\n');
  assert.equal(lines.length, 1 + 11 + 1);
  assert.equal(lines.at(-1), '  ears is ready.');
  assert.match(lines[0]!, /once/);
  assert.equal(lines[5], '  ears fetching  40 %, 20.0 MB of 50.0 MB');
  assert.doesNotMatch(lines.join(''), /<again>/);
});

test('On a terminal one line is drawn again and again, and left when the archive is ready', () => {
  const shown = watch(true, [...fetching, ['unpack', 0], ['unpack', 50e6]]);
  assert.match(shown, /<again> {2}ears +\[={12} {12}\] fetching {2}50 %/);
  assert.match(shown, /ears is ready\.\n$/);
  assert.equal(shown.split('\n').length, 3);
});

test('With everything in place nothing is shown', () => {
  assert.equal(watch(true, []), '');
});
