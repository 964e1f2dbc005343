import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { FinalDelay, finalSlackMs } from './final-delay.ts';

const declaredMs = 1_000;
const bounds = { leastMs: 600, mostMs: 1_800 };

/** The wait after finals that took so long, one flush after the other. */
function deadlineAfter(delaysMs: readonly number[], from = new FinalDelay(declaredMs, bounds)): number {
  delaysMs.forEach((delayMs, segment) => {
    from.asked(segment * 10_000, segment);
    from.answered(segment * 10_000 + delayMs, segment);
  });
  return from.deadlineMs;
}
const times = (count: number, delayMs: number): number[] => Array<number>(count).fill(delayMs);

test.each([
  ['Nothing measured: what was declared', [], declaredMs],
  ['One slow final is enough to wait longer', [900], 900 + finalSlackMs],
  ['A few quick finals prove nothing', times(15, 50), declaredMs],
  ['Many quick ones do', times(16, 300), 300 + finalSlackMs],
  ['However quick, the least is kept', times(30, 20), bounds.leastMs],
  ['However slow, the most is kept', [5_000], bounds.mostMs],
  ['One slow among a hundred still counts', [...times(50, 100), 700, ...times(49, 100)], 700 + finalSlackMs],
  ['After a hundred quick ones it is forgotten', [700, ...times(100, 300)], 300 + finalSlackMs],
])('%s', (_, delaysMs, expected) => {
  assert.equal(deadlineAfter(delaysMs), expected);
});

test('A final that never came is waited for longer next time, until many have come', () => {
  const delay = new FinalDelay(declaredMs, bounds);
  delay.asked(0, 0);
  delay.late();
  assert.equal(delay.deadlineMs, 1_500);
  assert.equal(deadlineAfter(times(15, 300), delay), 1_500);
  assert.equal(deadlineAfter(times(1, 300), delay), 700);
});

test('A final that was given up, or lost with its stream, is not measured when it comes after all', () => {
  for (const end of ['late', 'lost'] as const) {
    const delay = new FinalDelay(declaredMs, { leastMs: 600, mostMs: 60_000 });
    delay.asked(0, 0);
    delay[end]();
    delay.answered(30_000, 0);
    assert.ok(delay.deadlineMs <= 1_500, end);
  }
});

test('Without bounds the wait stays as it was declared', () => {
  const delay = new FinalDelay(declaredMs, undefined);
  assert.equal(deadlineAfter([5_000], delay), declaredMs);
  delay.late();
  assert.equal(delay.deadlineMs, declaredMs);
});

test('Whatever comes, the wait keeps its bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 100_000 }))), (delaysMs) => {
      const delay = new FinalDelay(declaredMs, bounds);
      delaysMs.forEach((delayMs, segment) => {
        delay.asked(0, segment);
        if (delayMs === null) delay.late();
        else delay.answered(delayMs, segment);
        assert.ok(delay.deadlineMs >= bounds.leastMs && delay.deadlineMs <= bounds.mostMs);
      });
    }),
    { seed: 20261122 },
  );
});
