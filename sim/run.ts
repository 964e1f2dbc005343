/** Runs a row of seeds and counts what they break. */
import { cover, type Coverage, emptyCoverage } from './coverage.ts';
import { type Broken, check } from './invariants.ts';
import type { Personality } from './personality.ts';
import type { CallRecord } from './record.ts';
import { type Given, simulate } from './world.ts';

export interface Failure {
  seed: number;
  personality: Personality;
  broken: Broken[];
}

export interface RunResult {
  calls: number;
  /** Of the calls themselves, virtual. */
  callSeconds: number;
  /** Events that they emitted. */
  events: number;
  failures: Failure[];
  /** How often each invariant was broken. */
  counts: Record<string, number>;
  /** What callers of each personality did. */
  coverage: Coverage;
}

export interface RunOptions extends Given {
  calls: number;
  /** The first; the others follow it. */
  seed: number;
  /** Stops once so many calls have failed. */
  failuresMax?: number | undefined;
  /** Stops once this invariant is broken. */
  until?: string | undefined;
  onCall?: ((record: CallRecord, broken: readonly Broken[]) => void) | undefined;
}

export function run(options: RunOptions): RunResult {
  const { calls, seed, pipeline, personality, failuresMax = Infinity, until, onCall } = options;
  const coverage = emptyCoverage();
  const result: RunResult = { calls: 0, callSeconds: 0, events: 0, failures: [], counts: {}, coverage };
  for (let next = seed; next < seed + calls && result.failures.length < failuresMax; next += 1) {
    const record = simulate(next, { pipeline, personality });
    const broken = check(record);
    cover(coverage, record);
    result.calls += 1;
    result.callSeconds += record.stoppedAt / 1000;
    for (const { outputs } of record.steps) {
      result.events += outputs.filter((output) => output.type === 'emit').length;
    }
    if (broken.length > 0) result.failures.push({ seed: next, personality: record.personality, broken });
    for (const { invariant } of broken) result.counts[invariant] = (result.counts[invariant] ?? 0) + 1;
    onCall?.(record, broken);
    if (broken.some(({ invariant }) => invariant === until)) break;
  }
  return result;
}
