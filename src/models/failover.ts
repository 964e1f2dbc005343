/**
 * Several language models behind the contract of one: the first that is well answers, the next where it
 * fails or is slow, judged by the first clause that a caller would hear.
 *
 *   request ─▶ Contest (Race decides) ─▶ the winner's parts, whole and alone
 *
 * One object serves all calls of a process: what one call learns of a model spares the others the wait.
 * Once a clause was handed on there is no way back, since the caller has heard it: what breaks then is
 * passed on. Nothing that a loser said is ever seen.
 */
import { SystemClock } from '../clock/system-clock.ts';
import type { GenerateRequest, GenerationPart, LanguageModel } from '../contracts/llm.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { CircuitBreaker } from '../routing/circuit-breaker.ts';
import { Contest, type ContestSettings } from './contest.ts';
import { checkFailoverOptions, type FailoverOptions } from './failover-options.ts';

/** Dispose to close what it still asks, probes too; a generation that waits for a clause then fails with LLM_FAILED. */
export interface FailoverLanguageModel extends LanguageModel, Disposable {
  /** Whom its breaker holds back, in the order of preference: for a dashboard. */
  readonly states: readonly { model: string; state: CircuitBreaker['state'] }[];
}

/**
 * Makes one model of several. A generation fails with LLM_* where none of them answers: `data.models` names
 * each with its code; what breaks behind the first clause is the winner's own error.
 * @throws AntiphonError CONFIG_INVALID for options that cannot be used.
 */
export function failover(options: FailoverOptions): FailoverLanguageModel {
  checkFailoverOptions(options);
  return new Failover(options);
}

class Failover implements FailoverLanguageModel {
  readonly specificationVersion = '1';
  readonly name: string;
  readonly phrases: readonly string[];
  readonly heardTurnsMax?: number;
  readonly #settings: ContestSettings;
  readonly #contests = new Set<Contest>();

  constructor(options: FailoverOptions) {
    const { models, clock = new SystemClock() } = options;
    const breaker = { failuresInARow: 3, coolOffMs: 5_000, coolOffMaxMs: 120_000, ...options.breaker };
    this.name = `failover(${models.map(({ name }) => name).join(', ')})`;
    this.phrases = [...new Set(models.flatMap(({ phrases = [] }) => phrases))];
    const wanted = models.flatMap(({ heardTurnsMax: turns }) => turns ?? []);
    // One prompt for all of them: it holds what the one with the greatest wish can use.
    if (wanted.length > 0) this.heardTurnsMax = Math.max(...wanted);
    this.#settings = {
      entrants: models.map((model) => ({ model, breaker: new CircuitBreaker(breaker) })),
      firstClauseMaxMs: options.firstClauseMaxMs ?? 3_500,
      hedgeAfterMs: options.hedgeAfterMs,
      clock,
      onAttempt: options.onAttempt ?? (() => undefined),
    };
  }

  get states(): readonly { model: string; state: CircuitBreaker['state'] }[] {
    return this.#settings.entrants.map(({ model, breaker }) => ({ model: model.name, state: breaker.state }));
  }

  async *generate(
    request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<GenerationPart> {
    if (signal.aborted) return;
    const contest = new Contest(this.#settings, request);
    const onAbort = (): void => contest.leave();
    signal.addEventListener('abort', onAbort, { once: true });
    let over = false;
    try {
      const position = await this.#enter(contest);
      if (position === undefined) return;
      for await (const part of contest.winner.parts()) {
        if (signal.aborted) return;
        // Whoever leaves behind the end has had it all: a probe may read on.
        if (part.type === 'end') over = true;
        yield withOwnId(part, position);
      }
      over = true;
    } catch (thrown) {
      // An abort is not an error.
      if (signal.aborted) return;
      throw thrown;
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (!over) contest.leave();
    }
  }

  [Symbol.dispose](): void {
    const error = new AntiphonError('LLM_FAILED', 'the model was disposed of', { cure: 'Open a new one.' });
    for (const contest of this.#contests) contest.leave(error);
  }

  #enter(contest: Contest): Promise<number | undefined> {
    this.#contests.add(contest);
    void contest.idle.then(() => this.#contests.delete(contest));
    return contest.decide();
  }
}

/** A call's history tells tool calls apart by their ids alone, and two models may well give the same one. */
function withOwnId(part: GenerationPart, position: number): GenerationPart {
  return part.type === 'tool-call' ? { ...part, toolCallId: `${part.toolCallId}/${position}` } : part;
}
