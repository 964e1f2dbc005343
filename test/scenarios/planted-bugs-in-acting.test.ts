/** The planted bugs that are none of turn-taking: what acts without consent, and what is remembered wrongly. */
import assert from 'node:assert/strict';
import { afterAll, test } from 'vitest';
import { mutants, turnTakingMutants } from '../../sim/mutants.ts';
import { PlantedCopy } from '../../sim/plant.ts';
import { whyUncaught } from '../support/planted.ts';

const copy = new PlantedCopy();
afterAll(() => copy[Symbol.dispose]());

const others = mutants.filter((mutant) => !turnTakingMutants.includes(mutant));

test.each(others)(
  'caught: $name ($kind)',
  async (mutant) => assert.equal(await whyUncaught(copy, mutant), undefined),
  120_000,
);
