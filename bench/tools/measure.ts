/** The figures of `tools`: how long three tools of one turn take, and what kills leave behind. */
import type { Figures } from '../shared/benchmark.ts';
import { roundTo } from '../shared/statistics.ts';
import { runKillTrials } from './kill-trials.ts';
import { measureToolTurns } from './parallel.ts';

export interface ToolsMeasureOptions {
  trials: number;
  seed: number;
  /** Measured for each of the two ways to run tools. */
  turns: number;
}

export async function measureTools(
  { trials, seed, turns }: ToolsMeasureOptions,
  progress: (line: string) => void,
): Promise<Figures> {
  progress(`${turns} turns with three tools of 300 ms, together`);
  const together = await measureToolTurns({ turns, toolRuns: 'parallel' });
  progress(`${turns} turns with three tools of 300 ms, one at a time`);
  const oneByOne = await measureToolTurns({ turns, toolRuns: 'one-at-a-time' });
  progress(`${trials} kills, seed ${seed}`);
  const { killTrials, killsByPhase, doubleEffects, lostTurns, unknownTold, ...more } = await runKillTrials(
    { trials, seed },
    progress,
  );
  return {
    parallelMs: roundTo(together.toolsMs, 1),
    sequentialMs: roundTo(oneByOne.toolsMs, 1),
    killTrials,
    killsByPhase,
    doubleEffects,
    lostTurns,
    unknownTold,
    ...more,
    parallelSlowestMs: roundTo(together.slowestMs, 1),
    parallelModelAskedMs: roundTo(together.modelAskedMs, 1),
    sequentialModelAskedMs: roundTo(oneByOne.modelAskedMs, 1),
  };
}
