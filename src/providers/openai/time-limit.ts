/**
 * The two limits of a stream: the first clause must have come by an instant, and afterwards the server may
 * not be silent for longer than a while. One timer, put off while the reader, not the server, is slow.
 */
import type { Clock, InstantMs } from '../../clock/clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { Exchange } from './exchange.ts';

export interface TimeLimits {
  /** From the request to the first phrase that can be spoken, retries included. */
  firstClauseMaxMs: number;
  /** Between two signs of life, once a phrase has come. */
  silenceMaxMs: number;
}

/** After the reason for the end only usage and `[DONE]` are missing: worth a short wait, no more. */
const tailMaxMs = 500;
/** When the reader was slow, look again so soon. */
const lookAgainMs = 250;

export class TimeLimit implements Disposable {
  #phase: 'first-clause' | 'flowing' | 'tail' = 'first-clause';
  #dueAt: InstantMs;
  #timer: Disposable | undefined;
  readonly #clock: Clock;
  readonly #limits: TimeLimits;
  readonly #exchange: Exchange;

  constructor(clock: Clock, limits: TimeLimits, exchange: Exchange, firstClauseDueAt: InstantMs) {
    this.#clock = clock;
    this.#limits = limits;
    this.#exchange = exchange;
    this.#dueAt = firstClauseDueAt;
    this.#arm(firstClauseDueAt);
  }

  /** Bytes came. `spoken`: a first clause has. `finished`: only the tail is missing. */
  progress(spoken: boolean, finished: boolean): void {
    if (finished && this.#phase !== 'tail') {
      this.#phase = 'tail';
      this.#dueAt = this.#clock.now() + tailMaxMs;
      this.#arm(this.#dueAt);
    } else if (spoken && !finished) {
      this.#phase = 'flowing';
      // The timer that runs looks at it when it fires: no timer per token.
      this.#dueAt = this.#clock.now() + this.#limits.silenceMaxMs;
    }
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
  }

  #arm(at: InstantMs): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#clock.at(at, () => this.#look());
  }

  #look(): void {
    const now = this.#clock.now();
    if (now < this.#dueAt) this.#arm(this.#dueAt);
    else if (!this.#exchange.waiting) this.#arm(now + lookAgainMs);
    else this.#exchange.close(this.#phase === 'tail' ? undefined : this.#overdue());
  }

  #overdue(): AntiphonError {
    const { firstClauseMaxMs, silenceMaxMs } = this.#limits;
    return this.#phase === 'first-clause'
      ? new AntiphonError('LLM_TIMEOUT', `no phrase that can be spoken within ${firstClauseMaxMs} ms`)
      : new AntiphonError('LLM_TIMEOUT', `the answer stood still for ${silenceMaxMs} ms`);
  }
}
