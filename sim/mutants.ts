/**
 * Bugs planted on purpose, one of each kind that voice agents are known for: a simulator that does not
 * catch them proves nothing when it is silent.
 */
import { actingMutants } from './mutants/acting.ts';
import { bargeInMutants } from './mutants/barge-in.ts';
import { endpointingMutants } from './mutants/endpointing.ts';
import { livenessMutants } from './mutants/liveness.ts';
import type { Mutant } from './mutants/mutant.ts';
import { playoutMutants } from './mutants/playout.ts';
import { rememberingMutants } from './mutants/remembering.ts';
import { speculationMutants } from './mutants/speculation.ts';

/** Who speaks when, what was heard, and that nobody waits. */
export const turnTakingMutants: readonly Mutant[] = [
  ...endpointingMutants,
  ...bargeInMutants,
  ...playoutMutants,
  ...speculationMutants,
  ...livenessMutants,
];

export const mutants: readonly Mutant[] = [...turnTakingMutants, ...actingMutants, ...rememberingMutants];
