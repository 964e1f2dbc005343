import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { formatTable, missingProofs, readPromises, type Facts } from './promises.ts';

const files: Readonly<Record<string, string>> = {
  'test/scenarios/greets.test.ts': `test('greets', () => {});`,
  'src/turn/each.test.ts': 'test.each([1])("told", () => {});',
  'src/turn/empty.test.ts': '// later',
  'bench/main.ts': '',
};
const facts: Facts = {
  exists: (path) => path in files,
  read: (path) => files[path]!,
  scripts: {
    bench: 'node bench/main.ts',
    demo: 'node scripts/demo.ts',
    check: 'node bench/main.ts check',
    test: 'x',
  },
};
const table = (...rows: string[]): string => ['id\tpromise\tproof', ...rows, ''].join('\n');
const faultsOf = (...rows: string[]): string =>
  [...missingProofs(readPromises(table(...rows)), facts)]
    .map(([id, faults]) => `${id}: ${faults.join()}`)
    .join('\n');

test.each([
  'test/scenarios/greets.test.ts',
  'src/turn/each.test.ts',
  'npm run check',
  'npm test',
  'npm run --silent bench -- frame --json',
  'src/turn/each.test.ts; npm run check',
])('a proof that exists is accepted: %s', (proof) => {
  assert.equal(faultsOf(`F1\tGreets.\t${proof}`), '');
});

test.each([
  ['test/scenarios/gone.test.ts', 'test/scenarios/gone.test.ts does not exist'],
  ['src/turn/empty.test.ts', 'src/turn/empty.test.ts holds no test'],
  ['npm run nothing', 'package.json has no script "nothing"'],
  ['npm run demo', 'scripts/demo.ts, which "npm run demo" runs, does not exist'],
  ['make check', '"make check" is neither a test file nor an npm script'],
  ['bench/main.ts', '"bench/main.ts" is neither a test file nor an npm script'],
  ['npm run check; npm run nothing', 'package.json has no script "nothing"'],
])('a proof that does not exist is told: %s', (proof, fault) => {
  assert.equal(faultsOf(`F1\tGreets.\t${proof}`), `F1: ${fault}`);
});

test('an id that stands twice is told', () => {
  assert.equal(faultsOf('F1\tGreets.\tnpm test', 'F1\tHears.\tnpm test'), 'F1: the id stands twice');
});

test.each([
  ['two columns', table('F1\tGreets.')],
  ['an empty proof', table('F1\tGreets.\t ')],
  ['a fourth column', table('F1\tGreets.\tnpm test\tmore')],
  ['another header', 'id\tproof\nF1\tnpm test'],
])('%s cannot be read', (_, text) => {
  assert.throws(() => readPromises(text), /promises:/);
});

test('the table closes with a summary', () => {
  const promises = readPromises(table('F1\tGreets.\tnpm test', 'F2\tHears.\tnpm run nothing'));
  const lines = formatTable(promises, missingProofs(promises, facts)).split('\n');
  assert.equal(lines[0], 'ok      F1 Greets.');
  assert.equal(lines[2], 'MISSING F2 Hears.');
  assert.equal(lines.at(-1), '2 promises, 1 with proof, 1 without');
});

test('every promise of the first issue has its line, under its own id', () => {
  const root = join(import.meta.dirname, '..');
  const promises = readPromises(readFileSync(join(root, 'docs/promises.tsv'), 'utf8'));
  assert.deepEqual(
    promises.map((one) => one.id).filter((id) => id.startsWith('F')),
    Array.from({ length: 24 }, (_, index) => `F${index + 1}`),
  );
  assert.ok(existsSync(join(root, 'docs/ARCHITECTURE.md')));
});
