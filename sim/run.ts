/** Runs a row of seeds and counts what they break. */
import type { Pipeline } from '../src/contracts/events.ts';
import { type Broken, check } from './invariants.ts';
import type { CallRecord } from './record.ts';
import { simulate } from './world.ts';

export interface Failure {
  seed: number;
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
}

export interface RunOptions {
  calls: number;
  /** The first; the others follow it. */
  seed: number;
  pipeline?: Pipeline | undefined;
  /** Stops once so many calls have failed. */
  failuresMax?: number | undefined;
  /** Stops once this invariant is broken. */
  until?: string | undefined;
  onCall?: ((record: CallRecord, broken: readonly Broken[]) => void) | undefined;
}

export function run({ calls, seed, pipeline, failuresMax = Infinity, until, onCall }: RunOptions): RunResult {
  const result: RunResult = { calls: 0, callSeconds: 0, events: 0, failures: [], counts: {} };
  for (let next = seed; next < seed + calls && result.failures.length < failuresMax; next += 1) {
    const record = simulate(next, pipeline);
    const broken = check(record);
    result.calls += 1;
    result.callSeconds += record.stoppedAt / 1000;
    for (const { outputs } of record.steps) {
      result.events += outputs.filter((output) => output.type === 'emit').length;
    }
    if (broken.length > 0) result.failures.push({ seed: next, broken });
    for (const { invariant } of broken) result.counts[invariant] = (result.counts[invariant] ?? 0) + 1;
    onCall?.(record, broken);
    if (broken.some(({ invariant }) => invariant === until)) break;
  }
  return result;
}
