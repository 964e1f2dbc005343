import assert from 'node:assert/strict';
import { test } from 'vitest';
import { percentile, roundTo } from './statistics.ts';

test.each([
  [[3, 1, 2], 0.5, 2],
  [[4, 1, 3, 2], 0.5, 2],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 10],
  [[10, 9], 1, 10],
  [[10, 9], 0, 9],
  [[7], 0.5, 7],
])('of %j the share %d lies below %d', (values, share, expected) => {
  assert.equal(percentile(values, share), expected);
});

test('nothing has no percentile', () => {
  assert.ok(Number.isNaN(percentile([], 0.5)));
});

test('rounding keeps the digits that were asked for', () => {
  assert.equal(roundTo(0.19666, 4), 0.1967);
});
