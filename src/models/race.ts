/**
 * Race decides which of several models answers one request: whom to ask, when to ask another, who has won.
 *
 *   ask the first ──clause──▶ won            fails, or yields no clause in time: ask the next
 *        │                                   quiet for too long: ask the next beside it, the first clause wins
 *        └─▶ at most two race, and a probe of a model that had failed may run beside them
 *
 * Intuition: the caller waits for a clause, not for a token. A probe never makes them wait, since another
 * model is asked with it; a probe that loses is read on, unheard, to its first clause, or a sound model
 * that is only slower would never be let back. Pure: no time but `now`, no effect but what is returned.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { ErrorCode } from '../errors/antiphon-error.ts';
import type { Admitted, CircuitBreaker } from '../routing/circuit-breaker.ts';

export interface RaceOptions {
  firstClauseMaxMs: number;
  /** Undefined: nobody is asked beside another. */
  hedgeAfterMs: number | undefined;
}

/** `hedge`: beside one that is quiet, or beside a probe. `last-resort`: against the advice of its breaker. */
export type AskReason = 'first' | 'failover' | 'hedge' | 'last-resort';

export type RaceOutcome =
  | 'won'
  /** It failed, or yielded no clause in time. */
  | 'failed'
  /** Another was sooner. */
  | 'outrun'
  /** The caller went, or wants no answer any more. */
  | 'abandoned';

export type RaceOutput =
  | { type: 'ask'; position: number; reason: AskReason; probe: boolean }
  /** Whoever did not win is closed now. */
  | { type: 'over'; position: number; outcome: RaceOutcome; code?: ErrorCode }
  /** Nobody is left. */
  | { type: 'lost' };

type Phase = 'waiting' | 'running' | 'clause' | 'over';

interface Runner {
  readonly position: number;
  readonly breaker: CircuitBreaker;
  phase: Phase;
  /** Undefined while it waits, and for the last resort: its breaker has not admitted it. */
  admitted: Admitted | undefined;
  askedAt: InstantMs;
  /** Something of its answer has come. */
  begun: boolean;
}

export class Race {
  readonly #runners: readonly Runner[];
  readonly #options: RaceOptions;
  #winner: Runner | undefined;
  #lost = false;
  /** A clause is there; whoever is preferred and yields one at the same instant goes first. */
  #tieAt: InstantMs | undefined;
  /** Nobody could be asked beside the one that is quiet. */
  #hedgeSpent = false;

  /** @param breakers one per model, in the order of preference. */
  constructor(breakers: readonly CircuitBreaker[], options: RaceOptions) {
    this.#options = options;
    this.#runners = breakers.map((breaker, position) => ({
      position,
      breaker,
      phase: 'waiting',
      admitted: undefined,
      askedAt: 0,
      begun: false,
    }));
  }

  start(now: InstantMs): RaceOutput[] {
    return this.#fill(now);
  }

  /** When `timeout` is due; undefined when nothing is. */
  deadline(): InstantMs | undefined {
    const due = this.#open.flatMap(({ phase, askedAt }) =>
      phase === 'running' ? [askedAt + this.#options.firstClauseMaxMs] : [],
    );
    if (this.#tieAt !== undefined) due.push(this.#tieAt);
    const hedgeAt = this.#hedgeAt();
    if (hedgeAt !== undefined) due.push(hedgeAt);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  /** Something of the answer came, of whatever kind. */
  begun(position: number): void {
    this.#runners[position]!.begun = true;
  }

  /** What can be spoken has come, or a tool is called. */
  clause(now: InstantMs, position: number): RaceOutput[] {
    const runner = this.#runners[position]!;
    if (runner.phase !== 'running') return [];
    runner.begun = true;
    runner.phase = 'clause';
    if (this.#winner !== undefined) return [this.#settle(now, runner, 'outrun', 'succeeded')];
    const best = this.#bestClause()!;
    if (!this.#waitsForBetterThan(best)) return this.#win(now, best);
    this.#tieAt ??= now;
    return [];
  }

  /** It broke off, refused, or ended with nothing to say. */
  failed(now: InstantMs, position: number, code: ErrorCode): RaceOutput[] {
    const runner = this.#runners[position]!;
    if (runner.phase !== 'running') return [];
    return [this.#settle(now, runner, 'failed', 'failed', code), ...this.#goOn(now)];
  }

  /** Harmless when early, late or doubled. */
  timeout(now: InstantMs): RaceOutput[] {
    const outputs: RaceOutput[] = [];
    if (this.#tieAt !== undefined && now >= this.#tieAt) outputs.push(...this.#win(now, this.#bestClause()!));
    for (const runner of this.#open) {
      if (runner.phase !== 'running' || now < runner.askedAt + this.#options.firstClauseMaxMs) continue;
      outputs.push(this.#settle(now, runner, 'failed', 'failed', 'LLM_TIMEOUT'));
    }
    return [...outputs, ...this.#goOn(now)];
  }

  /** The caller wants no answer any more: everything is closed, and counts neither for nor against anybody. */
  abandon(now: InstantMs): RaceOutput[] {
    this.#lost = true;
    this.#tieAt = undefined;
    return this.#open.map((runner) => this.#settle(now, runner, 'abandoned', 'abandoned'));
  }

  get #open(): Runner[] {
    return this.#runners.filter(({ phase }) => phase === 'running' || phase === 'clause');
  }

  /** Whoever the caller waits for. A probe is extra. */
  get #racing(): Runner[] {
    return this.#open.filter(({ admitted }) => admitted !== 'probe');
  }

  #bestClause(): Runner | undefined {
    return this.#runners.find(({ phase }) => phase === 'clause');
  }

  #waitsForBetterThan(runner: Runner): boolean {
    return this.#open.some(({ phase, position }) => phase === 'running' && position < runner.position);
  }

  #goOn(now: InstantMs): RaceOutput[] {
    if (this.#winner !== undefined || this.#lost) return [];
    const best = this.#bestClause();
    if (best !== undefined) return this.#waitsForBetterThan(best) ? [] : this.#win(now, best);
    return this.#fill(now);
  }

  /** Asks as many as ought to race now. */
  #fill(now: InstantMs): RaceOutput[] {
    const outputs: RaceOutput[] = [];
    for (;;) {
      const hedgeAt = this.#hedgeAt();
      if (this.#racing.length > 0 && (hedgeAt === undefined || now < hedgeAt)) return outputs;
      const next = this.#askNext(now);
      if (next === undefined) break;
      outputs.push(next);
    }
    this.#hedgeSpent = true;
    if (this.#open.length > 0) return outputs;
    const resort = this.#askLastResort(now);
    this.#lost = resort === undefined;
    return [...outputs, resort ?? { type: 'lost' }];
  }

  #hedgeAt(): InstantMs | undefined {
    const { hedgeAfterMs } = this.#options;
    const [runner, other] = this.#racing;
    if (this.#winner !== undefined || runner?.phase !== 'running' || other !== undefined) return undefined;
    if (hedgeAfterMs === undefined || this.#hedgeSpent) return undefined;
    if (!this.#runners.some(({ phase }) => phase === 'waiting')) return undefined;
    return runner.askedAt + hedgeAfterMs;
  }

  #askNext(now: InstantMs): RaceOutput | undefined {
    for (const runner of this.#runners) {
      if (runner.phase !== 'waiting') continue;
      const admitted = runner.breaker.admit(now);
      if (admitted === 'no') continue;
      const begun = this.#runners.some(({ phase }) => phase !== 'waiting');
      const reason = !begun ? 'first' : this.#open.length > 0 ? 'hedge' : 'failover';
      return this.#ask(now, runner, reason, admitted);
    }
    return undefined;
  }

  /** One request against all advice, to the model whose probe is due soonest: better than to say nothing. */
  #askLastResort(now: InstantMs): RaceOutput | undefined {
    const resorted = this.#runners.some(
      ({ phase, admitted }) => phase !== 'waiting' && admitted === undefined,
    );
    const [soonest] = this.#runners
      .filter(({ phase }) => phase === 'waiting')
      .toSorted((a, b) => (a.breaker.retryAt ?? 0) - (b.breaker.retryAt ?? 0));
    if (resorted || soonest === undefined) return undefined;
    return this.#ask(now, soonest, 'last-resort', undefined);
  }

  #ask(now: InstantMs, runner: Runner, reason: AskReason, admitted: Admitted | undefined): RaceOutput {
    runner.phase = 'running';
    runner.admitted = admitted;
    runner.askedAt = now;
    this.#hedgeSpent = false;
    return { type: 'ask', position: runner.position, reason, probe: admitted === 'probe' };
  }

  #win(now: InstantMs, winner: Runner): RaceOutput[] {
    this.#winner = winner;
    this.#tieAt = undefined;
    const outputs = [this.#settle(now, winner, 'won', 'succeeded')];
    for (const runner of this.#open) {
      if (runner.phase === 'clause') outputs.push(this.#settle(now, runner, 'outrun', 'succeeded'));
      // Silent in spite of a head start: if that were nobody's fault, a model that hangs would be asked for ever.
      else if (runner.admitted !== 'probe') {
        const silent = !runner.begun && runner.askedAt < winner.askedAt;
        outputs.push(this.#settle(now, runner, 'outrun', silent ? 'failed' : 'abandoned'));
      }
    }
    return outputs;
  }

  #settle(
    now: InstantMs,
    runner: Runner,
    outcome: RaceOutcome,
    verdict: 'succeeded' | 'failed' | 'abandoned',
    code?: ErrorCode,
  ): RaceOutput {
    runner.phase = 'over';
    if (runner.admitted !== undefined) runner.breaker[verdict](now, runner.admitted);
    return { type: 'over', position: runner.position, outcome, ...(code !== undefined && { code }) };
  }
}
