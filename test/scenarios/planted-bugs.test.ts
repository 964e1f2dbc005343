/** A simulator that finds nothing proves nothing, unless it finds what was planted. */
import assert from 'node:assert/strict';
import { afterAll, test } from 'vitest';
import { mutants, turnTakingMutants } from '../../sim/mutants.ts';
import { PlantedCopy } from '../../sim/plant.ts';
import { whyUncaught, plantedSeed as seed } from '../support/planted.ts';

const copy = new PlantedCopy();
afterAll(() => copy[Symbol.dispose]());

test('There are at least twenty in turn-taking alone, and one of each kind', () => {
  assert.ok(turnTakingMutants.length >= 20);
  assert.equal(new Set(mutants.map(({ kind }) => kind)).size, mutants.length);
});

test('The copy that bugs are planted in is sound by itself', async () => {
  const { exitCode, calls, trouble } = await copy.run(undefined, { calls: 100, seed });
  assert.equal(exitCode, 0, trouble);
  assert.equal(calls, 100);
}, 120_000);

// Each by itself costs a second: the other half stands in a file of its own, so that two workers share them.
test.each(turnTakingMutants)(
  'caught: $name ($kind)',
  async (mutant) => assert.equal(await whyUncaught(copy, mutant), undefined),
  120_000,
);
