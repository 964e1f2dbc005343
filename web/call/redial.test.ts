import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { Redial } from './redial.ts';

/** The waits of a page whose every try fails after `failsAfterMs`. */
function waits(random: () => number, failsAfterMs = 0): number[] {
  const redial = new Redial(1000, random);
  const found: number[] = [];
  for (let nowMs = 1000; ;) {
    const waitMs = redial.next(nowMs);
    if (waitMs === undefined) return found;
    found.push(waitMs);
    nowMs += waitMs + failsAfterMs;
  }
}

test('The first try comes soon, the later ones every few seconds, and after 40 s there is none', () => {
  const found = waits(() => 0.5);
  assert.deepEqual(found.slice(0, 6), [250, 500, 1000, 2000, 4000, 4000]);
  const total = found.reduce((sum, ms) => sum + ms, 0);
  assert.ok(total <= 40_000 && total > 34_000, `${total} ms`);
});

test('However chance falls, tries are few, spread, and bounded in time', () => {
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.nat(4000),
      (draws, failsAfterMs) => {
        const found = waits(() => draws.next().value!, failsAfterMs);
        assert.ok(found.length >= 2 && found.length < 40, `${found.length} tries`);
        found.forEach((ms, index) => {
          const centre = Math.min(4000, 250 * 2 ** index);
          assert.ok(ms >= centre * 0.5 && ms <= centre * 1.5, `try ${index} after ${ms} ms`);
        });
      },
    ),
  );
});

test('A network that is said to be back is tried at once', () => {
  const redial = new Redial(0, () => 0.5);
  for (const nowMs of [0, 1000, 2000, 3000]) redial.next(nowMs);
  redial.hurry();
  assert.equal(redial.next(4000), 250);
});
