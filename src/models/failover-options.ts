/** What a user writes, checked; what cannot be used is told with what to write instead. */
import type { Clock } from '../clock/clock.ts';
import type { LanguageModel } from '../contracts/llm.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { BreakerOptions } from '../routing/circuit-breaker.ts';
import type { ModelAttempt } from './contest.ts';

export interface FailoverOptions {
  /** In the order of preference, 1 to 16. They stay their owner's: disposing of this disposes of none. */
  models: readonly LanguageModel[];
  /** How long a model may take to its first clause before the next is asked. 50 ms to 10 min. Default 3,500. */
  firstClauseMaxMs?: number;
  /**
   * How long it may be quiet before the next is asked beside it; the first clause wins. Costs the tokens of
   * two. 0 to 10 min. Default: never.
   */
  hedgeAfterMs?: number;
  /** Default: 3 failures in a row, 5 s of cool-off, at most 2 min. */
  breaker?: Partial<BreakerOptions>;
  /** Told once of every request, when it has yielded its first clause or is over. Must not throw. */
  onAttempt?: (attempt: ModelAttempt) => void;
  /** Default: the system's. */
  clock?: Clock;
}

const modelsMax = 16;
const waitMaxMs = 600_000;

/** The breaker's options are checked by the breaker. */
export function checkFailoverOptions({ models, firstClauseMaxMs, hedgeAfterMs }: FailoverOptions): void {
  if (models.length < 1 || models.length > modelsMax) {
    throw invalid(`\`models\` has ${models.length} entries`, `Name 1 to ${modelsMax}, the preferred first.`);
  }
  if (new Set(models).size < models.length) {
    throw invalid('`models` names one model twice', 'A second try is the business of the model itself.');
  }
  mustLie('firstClauseMaxMs', firstClauseMaxMs, 50);
  mustLie('hedgeAfterMs', hedgeAfterMs, 0);
}

function mustLie(name: string, value: number | undefined, leastMs: number): void {
  if (value === undefined || (value >= leastMs && value <= waitMaxMs)) return;
  throw invalid(`\`${name}\` is ${value}`, `Write a number from ${leastMs} to ${waitMaxMs}.`);
}

function invalid(problem: string, cure: string): AntiphonError {
  return new AntiphonError('CONFIG_INVALID', `failover: ${problem}`, { cure });
}
