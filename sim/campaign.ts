/** A run for a test: every broken call described, and what the run must have seen to prove anything. */
import { missing } from './coverage.ts';
import { describeFailure } from './report.ts';
import { run, type RunOptions, type RunResult } from './run.ts';

export interface Campaign {
  result: RunResult;
  /** What broke, for people; empty where nothing did. */
  failures: string;
  /** Behaviours of personalities that never happened. */
  unseen: string[];
}

export function campaign(options: Pick<RunOptions, 'calls' | 'seed' | 'failuresMax'>): Campaign {
  const failures: string[] = [];
  const result = run({
    ...options,
    onCall: (record, broken) => {
      if (broken.length === 0) return;
      failures.push(describeFailure(record, broken, `node sim/main.ts --calls 1 --seed ${record.seed}`));
    },
  });
  return { result, failures: failures.join('\n\n'), unseen: missing(result.coverage) };
}
