/** The planted bugs that are none of turn-taking: what acts without consent, and what is remembered wrongly. */
import { test } from 'vitest';
import { mutants, turnTakingMutants } from '../../sim/mutants.ts';
import { mustBeCaught } from '../support/planted.ts';

const others = mutants.filter((mutant) => !turnTakingMutants.includes(mutant));

test.each(others)('caught: $name ($kind)', mustBeCaught, 120_000);
