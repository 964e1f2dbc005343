import assert from 'node:assert/strict';
import { test } from 'vitest';
import { readHousePlan } from './plan.ts';

const page = (...rows: string[]): string =>
  ['| room | floor | kind | one line | may import |', '|---|--:|---|---|---|', ...rows].join('\n');
const errors = '| `errors/` | 1 | | words | - |';
const turn = '| `turn/` | 4 | PURE | words | errors npm:tiny |';
const providers = '| `providers/<vendor>/` | 4 | ADAPTER | words | errors |';
const index = '| `index.ts` | 12 | | words | all but cli ADAPTERS |';
const cli = '| `cli/` | 12 | | words | everything below |';

test('a row gives a room its floor, its kind and its list', () => {
  const plan = readHousePlan(page(errors, turn, providers));
  assert.deepEqual([...plan.keys()], ['errors', 'turn', 'providers']);
  assert.deepEqual([...plan.get('turn')!.rooms], ['errors']);
  assert.deepEqual([...plan.get('turn')!.packages], ['tiny']);
  assert.equal(plan.get('turn')!.kind, 'PURE');
  assert.equal(plan.get('providers')!.divided, true);
});

test.each([
  ['floors 1-4', ['errors', 'turn', 'providers']],
  ['floors 1-4 except ADAPTERS', ['errors', 'turn']],
  ['floors 4-4 except turn', ['providers']],
  ['everything below', ['errors', 'turn', 'providers']],
  ['-', []],
])('"%s" is understood', (allowance, expected) => {
  const plan = readHousePlan(
    page(errors, turn, providers, `| \`session/\` | 7 | SHELL | words | ${allowance} |`),
  );
  assert.deepEqual([...plan.get('session')!.rooms], expected);
});

test('"all but" is every other room without the ones named', () => {
  const plan = readHousePlan(page(errors, turn, providers, cli, index));
  assert.deepEqual([...plan.get('index.ts')!.rooms], ['errors', 'turn']);
});

test.each([
  ['a page without a table', '# Nothing here', /no table/],
  ['a room with two rows', page(errors, errors), /two rows/],
  ['a room that is not there', page(errors, '| `turn/` | 4 | | words | eror |'), /"eror", which has no row/],
  [
    'an exception that is not there',
    page(errors, '| `a/` | 4 | | words | floors 1-3 except b |'),
    /no room "b"/,
  ],
  [
    'a look up',
    page('| `errors/` | 1 | | words | turn |', '| `turn/` | 4 | | words | - |'),
    /looks up to turn/,
  ],
  ['a circle', page('| `a/` | 1 | | words | b |', '| `b/` | 1 | | words | a |'), /allow each other/],
  ['a kind that does not exist', page('| `a/` | 1 | PUR | words | - |'), /unknown kind/],
  ['a floor that is no number', page('| `a/` | one | | words | - |'), /floor is a number/],
  ['a missing cell', page('| `a/` | 1 | words | - |'), /five cells/],
])('%s is an error, not a permission', (_, markdown, message) => {
  assert.throws(() => readHousePlan(markdown), { message });
});
