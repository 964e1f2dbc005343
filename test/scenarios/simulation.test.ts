/** Whole calls from a seed, latencies and the order of what happens at once drawn anew for each, held to every invariant. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { invariants } from '../../sim/invariants.ts';
import { describeFailure } from '../../sim/report.ts';
import { run } from '../../sim/run.ts';

const seed = 20_261_122;
const calls = 3_600;

test(`${calls} simulated calls from seed ${seed} break none of ${invariants.length} invariants`, () => {
  const failures: string[] = [];
  const result = run({
    calls,
    seed,
    failuresMax: 3,
    onCall: (record, broken) => {
      if (broken.length === 0) return;
      failures.push(describeFailure(record, broken, `node sim/main.ts --calls 1 --seed ${record.seed}`));
    },
  });
  assert.equal(failures.join('\n\n'), '');
  assert.equal(result.calls, calls);
  assert.ok(result.events > calls * 20, `${result.events} events: these were calls, not silences`);
}, 240_000);

test('One seed is one call: the same seed gives the same events', () => {
  const first = run({ calls: 20, seed });
  const again = run({ calls: 20, seed });
  assert.deepEqual(again, first);
});
