/** Whole calls from a seed, latencies and the order of what happens at once drawn anew for each, held to every invariant. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { campaign } from '../../sim/campaign.ts';
import { invariants } from '../../sim/invariants.ts';
import { personalities } from '../../sim/personality.ts';
import { run } from '../../sim/run.ts';

const seed = 20_261_122;
const calls = 2_400;

test(`${calls} simulated calls from seed ${seed} by callers of ${personalities.length} personalities break none of ${invariants.length} invariants`, () => {
  const { result, failures, unseen } = campaign({ calls, seed, failuresMax: 3 });
  assert.equal(failures, '');
  assert.equal(result.calls, calls);
  assert.ok(result.events > calls * 20, `${result.events} events: these were calls, not silences`);
  assert.deepEqual(unseen, [], `seed ${seed}: these never happened`);
}, 240_000);

test.each(personalities)('A caller who is %s can be called up by name', (personality) => {
  const { coverage, failures } = run({ calls: 20, seed, personality });
  assert.deepEqual(failures, []);
  const counted = Object.entries(coverage).filter(([, counts]) => counts.calls !== undefined);
  assert.deepEqual(
    counted.map(([name, counts]) => [name, counts.calls]),
    [[personality, 20]],
  );
});

test('One seed is one call: the same seed gives the same events', () => {
  const first = run({ calls: 20, seed });
  const again = run({ calls: 20, seed });
  assert.deepEqual(again, first);
});
