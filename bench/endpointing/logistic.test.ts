import assert from 'node:assert/strict';
import { test } from 'vitest';
import { areaUnderCurve, fitLogistic, probability } from './logistic.ts';

test('the area is 1 where all are above, 0 where all are below, and half where nothing is told', () => {
  assert.equal(areaUnderCurve([3, 4], [1, 2]), 1);
  assert.equal(areaUnderCurve([1, 2], [3, 4]), 0);
  assert.equal(areaUnderCurve([1, 1], [1]), 0.5);
});

test('a fit leans on what tells the classes apart and leaves alone what does not', () => {
  const rows = Array.from({ length: 40 }, (_, index) => [index % 2 === 0 ? 1 : -1, index % 4 < 2 ? 1 : -1]);
  const isPositive = rows.map(([first]) => first! > 0);
  const fitted = fitLogistic(rows, isPositive);
  assert.ok(fitted.weights[0]! > 1);
  assert.ok(Math.abs(fitted.weights[1]!) < 0.01);
  assert.ok(probability(fitted, [1, 0]) > 0.8 && probability(fitted, [-1, 0]) < 0.2);
});

test('a rare class counts as much as a common one', () => {
  const rows = [[1], ...Array.from({ length: 30 }, () => [-1])];
  const fitted = fitLogistic(rows, [true, ...Array.from({ length: 30 }, () => false)]);
  assert.ok(Math.abs(probability(fitted, [0]) - 0.5) < 0.02);
});
