/**
 * CircuitBreaker keeps requests away from a model or a tool that keeps failing, and finds out by itself
 * when it is well again.
 *
 *   closed ──failures in a row──▶ open ──cool-off over, next request──▶ probing ──success──▶ closed
 *                                  ▲                                       │
 *                                  └──────failure: the cool-off doubles────┘
 *
 * Intuition: what was sent before it opened is old news. Only a probe closes it or prolongs the cool-off;
 * stragglers, good or bad, change nothing while it is open.
 */
import type { InstantMs } from '../clock/clock.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';

export interface BreakerOptions {
  /** 1 to 100: so many failures without a success between them open it. */
  failuresInARow: number;
  /** How long nothing is sent after it has opened. Above 0. */
  coolOffMs: number;
  /** Each failed probe doubles the cool-off, up to this. At least `coolOffMs`. */
  coolOffMaxMs: number;
}

/** `go`: an ordinary request. `probe`: one that finds out. */
export type Admitted = 'go' | 'probe';

export class CircuitBreaker {
  #state: 'closed' | 'open' | 'probing' = 'closed';
  #failures = 0;
  #coolOffMs: number;
  #retryAt: InstantMs = 0;
  readonly #options: BreakerOptions;

  /** @throws AntiphonError CONFIG_INVALID for options out of their ranges. */
  constructor(options: BreakerOptions) {
    const { failuresInARow, coolOffMs, coolOffMaxMs } = options;
    mustHold(
      Number.isInteger(failuresInARow) && failuresInARow >= 1 && failuresInARow <= 100,
      `failuresInARow is ${failuresInARow}; it must be a whole number from 1 to 100`,
    );
    mustHold(
      Number.isFinite(coolOffMs) && coolOffMs > 0,
      `coolOffMs is ${coolOffMs}; it must be above 0 and finite`,
    );
    mustHold(
      Number.isFinite(coolOffMaxMs) && coolOffMaxMs >= coolOffMs,
      `coolOffMaxMs is ${coolOffMaxMs}; it must be finite and at least coolOffMs, ${coolOffMs}`,
    );
    this.#options = { failuresInARow, coolOffMs, coolOffMaxMs };
    this.#coolOffMs = coolOffMs;
  }

  /** It stays `open` behind the cool-off until somebody asks for admission. */
  get state(): 'closed' | 'open' | 'probing' {
    return this.#state;
  }

  /** When the next probe may leave; undefined while closed. While probing: when this probe was allowed to. */
  get retryAt(): InstantMs | undefined {
    return this.#state === 'closed' ? undefined : this.#retryAt;
  }

  /**
   * Whether a request may leave now: in the cool-off none, after it exactly one probe at a time. Whatever
   * was admitted must be reported, once, as `succeeded`, `failed` or `abandoned`: a probe holds its place
   * until then.
   */
  admit(now: InstantMs): Admitted | 'no' {
    if (this.#state === 'closed') return 'go';
    if (this.#state === 'probing' || now < this.#retryAt) return 'no';
    this.#state = 'probing';
    return 'probe';
  }

  succeeded(_now: InstantMs, admitted: Admitted): void {
    if (this.#state === 'closed') this.#failures = 0;
    else if (this.#state === 'probing' && admitted === 'probe') this.#close();
  }

  failed(now: InstantMs, admitted: Admitted): void {
    if (this.#state === 'closed') {
      this.#failures += 1;
      if (this.#failures >= this.#options.failuresInARow) this.#open(now);
    } else if (this.#state === 'probing' && admitted === 'probe') {
      this.#coolOffMs = Math.min(this.#coolOffMs * 2, this.#options.coolOffMaxMs);
      this.#open(now);
    }
  }

  /** It was given up by us and says nothing about the other side: a probe's place is free again. */
  abandoned(_now: InstantMs, admitted: Admitted): void {
    if (this.#state === 'probing' && admitted === 'probe') this.#state = 'open';
  }

  #open(now: InstantMs): void {
    this.#state = 'open';
    this.#retryAt = now + this.#coolOffMs;
  }

  #close(): void {
    this.#state = 'closed';
    this.#failures = 0;
    this.#coolOffMs = this.#options.coolOffMs;
  }
}

function mustHold(condition: boolean, message: string): void {
  if (!condition) throw new AntiphonError('CONFIG_INVALID', message);
}
