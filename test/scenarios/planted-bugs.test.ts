/** A simulator that finds nothing proves nothing, unless it finds what was planted. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { mutants, turnTakingMutants } from '../../sim/mutants.ts';
import { runPlanted } from '../../sim/plant.ts';

const seed = 1;

/** At most; most are noticed within a hundred. */
const calls = 2_000;

test('There are at least twenty in turn-taking alone, and one of each kind', () => {
  assert.ok(turnTakingMutants.length >= 20);
  assert.equal(new Set(mutants.map(({ kind }) => kind)).size, mutants.length);
});

test('The copy that bugs are planted in is sound by itself', async () => {
  const { exitCode, calls, trouble } = await runPlanted(undefined, { calls: 100, seed });
  assert.equal(exitCode, 0, trouble);
  assert.equal(calls, 100);
}, 120_000);

test.each(mutants)(
  'caught: $name ($kind)',
  async (mutant) => {
    const { exitCode, counts, trouble } = await runPlanted(mutant, { calls, seed });
    assert.equal(exitCode, 1, `seed ${seed}: nobody noticed. ${trouble}`);
    assert.ok((counts[mutant.caughtBy] ?? 0) > 0, `seed ${seed}: noticed by ${JSON.stringify(counts)} only`);
  },
  120_000,
);
