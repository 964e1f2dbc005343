import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { widen, withSearchWidth } from './search-width.ts';

test('What is set is replaced, what is not is added, everything else stays', () => {
  const widened = widen('--min-active=200\n--beam=10.0\n--endpoint.rule2.min-trailing-silence=0.5\n');
  assert.deepEqual(widened.split('\n'), [
    '--min-active=200',
    '--endpoint.rule2.min-trailing-silence=0.5',
    '--max-active=5000',
    '--beam=12.0',
    '--lattice-beam=6.0',
    '',
  ]);
});

test('The model is shown whole, under other settings, and left as it was', () => {
  const model = mkdtempSync(join(tmpdir(), 'antiphon-model-'));
  try {
    for (const folder of ['am', 'graph', 'conf']) mkdirSync(join(model, folder));
    writeFileSync(join(model, 'am', 'final.mdl'), 'weights');
    writeFileSync(join(model, 'conf', 'mfcc.conf'), '--sample-frequency=16000\n');
    writeFileSync(join(model, 'conf', 'model.conf'), '--beam=10.0\n');
    let shown = '';
    const seen = withSearchWidth(model, (folder) => {
      shown = folder;
      assert.equal(readFileSync(join(folder, 'am', 'final.mdl'), 'utf8'), 'weights');
      assert.equal(readFileSync(join(folder, 'conf', 'mfcc.conf'), 'utf8'), '--sample-frequency=16000\n');
      assert.match(readFileSync(join(folder, 'conf', 'model.conf'), 'utf8'), /--beam=12\.0/);
      return readdirSync(folder).sort();
    });
    assert.deepEqual(seen, ['am', 'conf', 'graph']);
    assert.equal(existsSync(shown), false, 'the folder of links is gone');
    assert.equal(readFileSync(join(model, 'conf', 'model.conf'), 'utf8'), '--beam=10.0\n');
    assert.equal(readFileSync(join(model, 'am', 'final.mdl'), 'utf8'), 'weights', 'and no link was followed');
  } finally {
    rmSync(model, { recursive: true, force: true });
  }
});
