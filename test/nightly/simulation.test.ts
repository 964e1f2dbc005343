/** Many more calls than the test command has time for, from a seed that nobody has seen. */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'vitest';
import { campaign } from '../../sim/campaign.ts';
import { personalities } from '../../sim/personality.ts';
import { describeCoverage } from '../../sim/report.ts';

const calls = 30_000;
/** Of each personality. */
const callsMin = 1_000;

test('Thirty thousand simulated calls by callers of every personality break no invariant', () => {
  const seed = randomInt(1, 2 ** 31 - calls);
  console.log(`seed ${seed}`);
  const { result, failures, unseen } = campaign({ calls, seed, failuresMax: 5 });
  console.log(describeCoverage(result.coverage));
  assert.equal(failures, '', `seed ${seed}`);
  assert.deepEqual(unseen, [], `seed ${seed}: these never happened`);
  for (const personality of personalities) {
    const counted = result.coverage[personality].calls ?? 0;
    assert.ok(counted >= callsMin, `seed ${seed}: ${counted} calls by callers who are ${personality}`);
  }
}, 1_200_000);
