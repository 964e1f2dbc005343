import assert from 'node:assert/strict';
import { test } from 'vitest';
import { renderMarkdown, renderText, toTable } from './table.ts';

test('figures stand below each other, whole numbers whole and others with four digits', () => {
  const table = toTable({ files: 123456, share: 0.123456, large: 1234.56 });
  assert.equal(
    renderText(table),
    ['figure   value', 'files   123456', 'share   0.1235', 'large     1235'].join('\n'),
  );
});

test('groups of one shape become rows, with loose figures below', () => {
  const table = toTable({ calls1: { cpu: 1, frames: 2 }, calls100: { cpu: 3, frames: 4 }, total: 7 });
  assert.deepEqual(table, [
    ['', 'cpu', 'frames'],
    ['calls1', '1', '2'],
    ['calls100', '3', '4'],
    ['total', '7', ''],
  ]);
});

test('a figure that one group lacks leaves its cell empty', () => {
  assert.deepEqual(toTable({ a: { x: 1 }, b: { y: 2 } }), [
    ['', 'x', 'y'],
    ['a', '1', ''],
    ['b', '', '2'],
  ]);
});

test('groups of a family stand under its name, beside groups of none', () => {
  const table = toTable({
    virtual: { slow: { p50: 2, p95: 4 }, quick: { p50: 1, hits: 9 } },
    embedded: { p50: 3 },
    turns: 500,
  });
  assert.deepEqual(table, [
    ['', 'p50', 'p95', 'hits'],
    ['virtual slow', '2', '4', ''],
    ['virtual quick', '1', '', '9'],
    ['embedded', '3', '', ''],
    ['turns', '500', '', ''],
  ]);
});

test('a family may have figures of its own', () => {
  assert.deepEqual(toTable({ virtual: { turns: 2, quick: { turns: 1 } } }), [
    ['', 'turns'],
    ['virtual', '2'],
    ['virtual quick', '1'],
  ]);
});

test('Markdown has its rule below the head, numbers to the right', () => {
  assert.equal(renderMarkdown(toTable({ n: 1 })), '| figure | value |\n| --- | ---: |\n| n | 1 |');
});

test('one group beside other figures is a list within the list', () => {
  assert.deepEqual(toTable({ kills: 3, byPhase: { early: 2, late: 1 }, lost: 0 }), [
    ['figure', 'value'],
    ['kills', '3'],
    ['byPhase early', '2'],
    ['byPhase late', '1'],
    ['lost', '0'],
  ]);
});

test('a figure that is true or false says so', () => {
  assert.deepEqual(toTable({ identical: true, rows: 2 }), [
    ['figure', 'value'],
    ['identical', 'true'],
    ['rows', '2'],
  ]);
});
