import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'vitest';
import { saveResult, type SavedResult } from '../bench/shared/saved-result.ts';
import { renderDocument, updateDocuments } from './bench-tables.ts';

const machine = {
  cpu: 'Abacus',
  cores: 2,
  memoryGiB: 4,
  platform: 'linux x64',
  node: 'v24.0.0',
  date: '2026-01-02',
  commit: 'abc',
};
const result: SavedResult = {
  benchmark: 'counting',
  question: 'How far?',
  command: 'npm run bench -- counting',
  machine,
  figures: { steps: 12, millisecondsPerStep: 0.123456 },
};
const table = `<!-- bench:counting -->

How far?

| figure | value |
| --- | ---: |
| steps | 12 |
| millisecondsPerStep | 0.1235 |

_npm run bench -- counting: Abacus, 2 cores, 4 GiB, linux x64, Node v24.0.0, 2026-01-02, commit abc_

<!-- /bench -->`;
const empty = '# Title\n\n<!-- bench:counting -->\n<!-- /bench -->\n\nAfter.\n';

let root: string;
let said: string[];
const say = (line: string): void => void said.push(line);
const readDocument = (file: string): string => readFileSync(join(root, file), 'utf8');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'antiphon-tables-'));
  said = [];
  mkdirSync(join(root, 'docs', 'deep'), { recursive: true });
  saveResult(join(root, 'bench', 'results'), result);
  writeFileSync(join(root, 'README.md'), empty);
  writeFileSync(join(root, 'docs', 'deep', 'speed.md'), empty);
  writeFileSync(join(root, 'docs', 'plain.md'), 'No table here.\n');
});

afterEach(() => rmSync(root, { recursive: true }));

test('the table takes the place between the marks and leaves the rest alone', () => {
  const rendered = renderDocument(empty, new Map([['counting', result]]));
  assert.equal(rendered, `# Title\n\n${table}\n\nAfter.\n`);
  assert.equal(renderDocument(rendered, new Map([['counting', result]])), rendered);
});

test('a check fails until the tables are written, and again when a result has changed', () => {
  assert.equal(updateDocuments(root, true, say), 1);
  assert.equal(readDocument('README.md'), empty);
  assert.equal(updateDocuments(root, false, say), 0);
  assert.ok(readDocument('README.md').includes(table));
  assert.ok(readDocument('docs/deep/speed.md').includes(table));
  assert.equal(updateDocuments(root, true, say), 0);

  saveResult(join(root, 'bench', 'results'), { ...result, figures: { steps: 13 } });
  said = [];
  assert.equal(updateDocuments(root, true, say), 1);
  assert.match(said.join('\n'), /README\.md: its tables are not those of bench\/results/);
});

test('results of this machine alone are not for documents', () => {
  rmSync(join(root, 'bench', 'results', 'counting.json'));
  writeFileSync(join(root, 'bench', 'results', 'counting.local.json'), JSON.stringify(result));
  assert.equal(updateDocuments(root, false, say), 1);
  assert.match(said.join('\n'), /no result for counting: run `npm run bench -- counting --save`/);
});

test('a mark that is never closed is told, not guessed at', () => {
  writeFileSync(
    join(root, 'README.md'),
    '<!-- bench:counting -->\ntext\n<!-- bench:counting -->\n<!-- /bench -->\n',
  );
  assert.equal(updateDocuments(root, false, say), 1);
  assert.match(said.join('\n'), /README\.md: .* has no <!-- \/bench -->/);
});

test('figures may be chosen by their names; one that there is not is told', () => {
  const results = new Map([['counting', result]]);
  const chosen = renderDocument('<!-- bench:counting steps -->\n<!-- /bench -->', results);
  assert.ok(chosen.startsWith('<!-- bench:counting steps -->\n'));
  assert.match(chosen, /\| steps \| 12 \|/);
  assert.doesNotMatch(chosen, /millisecondsPerStep/);
  assert.equal(renderDocument(chosen, results), chosen);
  const wrong = '<!-- bench:counting leaps -->\n<!-- /bench -->';
  assert.throws(() => renderDocument(wrong, results), /counting has no figure leaps/);
});
