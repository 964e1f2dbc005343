/** Extractors that know the truth, to see that the benchmark measures: one that is always right, one that errs. */
import type { Extractor } from '../../src/contracts/memory.ts';
import type { Random } from '../../sim/random.ts';
import type { CallTurn } from './call-writer.ts';

/** Reports what was meant. */
export function perfectListener(turns: readonly CallTurn[]): Extractor {
  return {
    specificationVersion: '1',
    name: 'perfect',
    extract: async ({ turn }) => {
      const { changes, intent } = turns[turn - 1]!;
      return { turn, changes, intent: intent === undefined ? undefined : { name: intent, confidence: 1 } };
    },
  };
}

/** Misses every change, and every intent, with this probability. */
export function absentListener(turns: readonly CallTurn[], misses: number, random: Random): Extractor {
  const perfect = perfectListener(turns);
  return {
    ...perfect,
    name: 'absent',
    extract: async (request, options) => {
      const { turn, intent, changes } = await perfect.extract(request, options);
      return {
        turn,
        intent: random.chance(misses) ? undefined : intent,
        changes: changes.filter(() => !random.chance(misses)),
      };
    },
  };
}
