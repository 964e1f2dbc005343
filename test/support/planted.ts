/** Plants a bug in a copy of the sources and lets the simulator look for it. */
import type { Mutant } from '../../sim/mutants/mutant.ts';
import type { PlantedCopy } from '../../sim/plant.ts';

export const plantedSeed = 1;

/** At most; most are noticed within a hundred. */
const calls = 2_000;

/** @returns why it was not caught, or undefined where the promise that it breaks was seen to break. */
export async function whyUncaught(copy: PlantedCopy, mutant: Mutant): Promise<string | undefined> {
  const { exitCode, counts, trouble } = await copy.run(mutant, { calls, seed: plantedSeed });
  if (exitCode !== 1) return `seed ${plantedSeed}: nobody noticed. ${trouble}`;
  if ((counts[mutant.caughtBy] ?? 0) > 0) return undefined;
  return `seed ${plantedSeed}: noticed by ${JSON.stringify(counts)} only`;
}
