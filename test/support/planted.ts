/** Plants a bug in a copy of the sources and lets the simulator look for it. */
import assert from 'node:assert/strict';
import type { Mutant } from '../../sim/mutants/mutant.ts';
import { runPlanted } from '../../sim/plant.ts';

export const plantedSeed = 1;

/** At most; most are noticed within a hundred. */
const calls = 2_000;

export async function mustBeCaught(mutant: Mutant): Promise<void> {
  const { exitCode, counts, trouble } = await runPlanted(mutant, { calls, seed: plantedSeed });
  assert.equal(exitCode, 1, `seed ${plantedSeed}: nobody noticed. ${trouble}`);
  assert.ok(
    (counts[mutant.caughtBy] ?? 0) > 0,
    `seed ${plantedSeed}: noticed by ${JSON.stringify(counts)} only`,
  );
}
