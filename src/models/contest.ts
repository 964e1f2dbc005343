/**
 * One generation over several models: does what Race decides. It opens and closes the requests, keeps the
 * one timer, and tells the listener what became of each.
 */
import type { Clock, InstantMs } from '../clock/clock.ts';
import type { GenerateRequest, LanguageModel, TokenUsage } from '../contracts/llm.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { CircuitBreaker } from '../routing/circuit-breaker.ts';
import { Attempt } from './attempt.ts';
import { nobodyAnswered } from './nobody-answered.ts';
import { Race, type AskReason, type RaceOptions, type RaceOutcome, type RaceOutput } from './race.ts';

/** What became of one request to one model. */
export interface ModelAttempt {
  /** Its name. */
  model: string;
  /** Its place in the order of preference, from 0. */
  position: number;
  /** `hedge`: beside another. `last-resort`: although its breaker advised against it. */
  reason: AskReason;
  /** It also finds out whether a model that had failed is well again. */
  probe: boolean;
  outcome: RaceOutcome;
  /** From its request to its first clause, or to its end without one. */
  durationMs: number;
  /** Why it failed. The error itself is the model's own. */
  error?: AntiphonError;
  /** What it told of its tokens; never of the winner, whose usage is a part of the answer. */
  usage?: TokenUsage;
}

export interface Entrant {
  model: LanguageModel;
  breaker: CircuitBreaker;
}

export interface ContestSettings extends RaceOptions {
  entrants: readonly Entrant[];
  clock: Clock;
  onAttempt: (attempt: ModelAttempt) => void;
}

interface Asked {
  attempt: Attempt;
  reason: AskReason;
  probe: boolean;
  askedAt: InstantMs;
  error: AntiphonError | undefined;
}

export class Contest {
  readonly #settings: ContestSettings;
  readonly #request: GenerateRequest;
  readonly #race: Race;
  readonly #asked = new Map<number, Asked>();
  readonly #decided = Promise.withResolvers<number | undefined>();
  readonly #idle = Promise.withResolvers<void>();
  #running = 0;
  #winner: Attempt | undefined;
  #timer: Disposable | undefined;

  constructor(settings: ContestSettings, request: GenerateRequest) {
    this.#settings = settings;
    this.#request = request;
    const breakers = settings.entrants.map(({ breaker }) => breaker);
    this.#race = new Race(breakers, settings);
  }

  /** Resolves when no request of it is read any more but the winner's: probes may read on for a while. */
  get idle(): Promise<void> {
    return this.#idle.promise;
  }

  /**
   * Asks, and resolves with the position of who answers; undefined where the caller left first.
   * @throws AntiphonError LLM_*, where nobody answers.
   */
  decide(): Promise<number | undefined> {
    this.#apply(this.#race.start(this.#now));
    return this.#decided.promise;
  }

  /** The request that answers. */
  get winner(): Attempt {
    return this.#winner!;
  }

  /** Nobody wants anything more: closes whatever is open, probes too. With `error`, whoever waits is told. */
  leave(error?: AntiphonError): void {
    this.#winner?.close('the caller left');
    this.#apply(this.#race.abandon(this.#now));
    if (error === undefined) this.#decided.resolve(undefined);
    else this.#decided.reject(error);
  }

  get #now(): InstantMs {
    return this.#settings.clock.now();
  }

  #apply(outputs: readonly RaceOutput[]): void {
    for (const output of outputs) {
      if (output.type === 'ask') this.#ask(output);
      else if (output.type === 'over') this.#end(output);
      else this.#decided.reject(this.#nobody());
    }
    this.#timer?.[Symbol.dispose]();
    const dueAt = this.#race.deadline();
    this.#timer =
      dueAt === undefined
        ? undefined
        : this.#settings.clock.at(dueAt, () => this.#apply(this.#race.timeout(this.#now)));
    if (this.#running === 0) this.#idle.resolve();
  }

  #ask({ position, reason, probe }: Extract<RaceOutput, { type: 'ask' }>): void {
    const attempt = new Attempt(this.#settings.entrants[position]!.model, this.#request);
    const asked: Asked = { attempt, reason, probe, askedAt: this.#now, error: undefined };
    this.#asked.set(position, asked);
    this.#running += 1;
    void attempt
      .toClause(() => this.#race.begun(position))
      .then(
        () => this.#apply(this.#race.clause(this.#now, position)),
        (thrown: unknown) => {
          const error = AntiphonError.from(thrown, 'LLM_FAILED', 'the language model failed');
          // What it says behind its end is only that it was closed.
          asked.error ??= error;
          this.#apply(this.#race.failed(this.#now, position, error.code));
        },
      );
  }

  #end({ position, outcome, code }: Extract<RaceOutput, { type: 'over' }>): void {
    const asked = this.#asked.get(position)!;
    this.#running -= 1;
    if (outcome === 'won') {
      this.#winner = asked.attempt;
      this.#decided.resolve(position);
    } else asked.attempt.close(outcome);
    if (code === 'LLM_TIMEOUT') asked.error ??= this.#overdue();
    const { attempt, reason, probe, askedAt, error } = asked;
    const { usage } = attempt;
    this.#settings.onAttempt({
      model: this.#settings.entrants[position]!.model.name,
      position,
      reason,
      probe,
      outcome,
      durationMs: this.#now - askedAt,
      ...(outcome === 'failed' && error !== undefined && { error }),
      ...(outcome !== 'won' && usage !== undefined && { usage }),
    });
  }

  #overdue(): AntiphonError {
    const { firstClauseMaxMs } = this.#settings;
    return new AntiphonError('LLM_TIMEOUT', `no clause that can be spoken within ${firstClauseMaxMs} ms`);
  }

  #nobody(): AntiphonError {
    return nobodyAnswered(
      this.#settings.entrants.map(({ model }, position) => ({
        model: model.name,
        code: this.#asked.get(position)?.error?.code,
      })),
    );
  }
}
