import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { CallerPace } from './caller-pace.ts';

const stretchAfter = (pausesMs: readonly number[]): number => {
  const pace = new CallerPace();
  for (const pauseMs of pausesMs) pace.note(pauseMs);
  return pace.stretch;
};

test.each([
  ['Nobody is judged by three pauses', [1_500, 1_500, 1_500], 1],
  ['Ordinary pauses change nothing', [300, 700, 900, 500, 600], 1],
  ['Who pauses for long is waited for', [1_000, 1_000, 1_000, 1_000], 1.25],
  ['Who hardly pauses is answered sooner', [360, 360, 360, 360], 0.9],
])('%s', (_, pausesMs, stretch) => {
  assert.ok(Math.abs(stretchAfter(pausesMs) - stretch) < 1e-9);
});

test('Who speeds up is followed', () => {
  const slow = Array<number>(6).fill(1_200);
  assert.equal(stretchAfter([...slow, ...Array<number>(20).fill(600)]), 1);
});

test('Whatever the pauses, the stretch keeps its bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 60_000, noNaN: true })), (pausesMs) => {
      const stretch = stretchAfter(pausesMs);
      assert.ok(stretch >= 0.8 && stretch <= 1.3);
    }),
    { seed: 20261122 },
  );
});
