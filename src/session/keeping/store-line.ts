/**
 * StoreLine speaks with the store for one call. It sends the same request again, ever less often, while the
 * store answers late or that it cannot now; a write that timed out is not a write that failed. An answer that
 * will not change (another host holds the call, the file is damaged) stops the line: from then on it refuses
 * everything with that answer.
 */
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { CallStore, Claim, NewCall } from '../../contracts/call-store.ts';
import { AntiphonError, type ErrorCode } from '../../errors/antiphon-error.ts';

export interface StoreLineOptions {
  store: CallStore;
  clock: Clock;
  /** A call to be created, or the claim of one that is. */
  call: NewCall | Claim;
  /** Told once of each spell of trouble, and once of what stopped the line. */
  onError: (error: AntiphonError) => void;
  /** Another host holds the call. */
  onFenced: () => void;
}

/** Of one request, whatever the store's own limit is. */
const answerMaxMs = 5_000;
const pauseMinMs = 100;
const pauseMaxMs = 5_000;

/** About the call or the whole store, and not about what was asked. */
const stopping: ReadonlySet<ErrorCode> = new Set([
  'STORE_FENCED',
  'STORE_CORRUPT',
  'STORE_CALL_UNKNOWN',
  'STORE_VERSION_UNSUPPORTED',
  'STORE_CLOSED',
]);

export class StoreLine {
  readonly #options: StoreLineOptions;
  readonly #clock: Clock;
  /** How whatever waits here is ended when the line stops. */
  readonly #waits = new Set<(error: AntiphonError) => void>();
  #claim: Claim | undefined;
  #stopped: AntiphonError | undefined;
  #troubled = false;

  constructor(options: StoreLineOptions) {
    this.#options = options;
    this.#clock = options.clock;
    if ('epoch' in options.call) this.#claim = options.call;
  }

  /** Why nothing is sent any more. */
  get stopped(): AntiphonError | undefined {
    return this.#stopped;
  }

  /**
   * @param withinMs Default: for as long as it takes.
   * @throws AntiphonError the last answer, when it is final or the time is up.
   */
  async send<Value>(
    request: (store: CallStore, claim: Claim) => Promise<Value>,
    withinMs = Infinity,
  ): Promise<Value> {
    const { store } = this.#options;
    const until = this.#clock.now() + withinMs;
    for (let pauseMs = pauseMinMs; ; pauseMs = Math.min(pauseMs * 2, pauseMaxMs)) {
      if (this.#stopped !== undefined) throw this.#stopped;
      try {
        const value = await this.#answer(async () => request(store, await this.#claimed()), until);
        this.#troubled = false;
        return value;
      } catch (thrown) {
        const error = AntiphonError.from(thrown, 'STORE_FAILED', 'the store');
        if (stopping.has(error.code)) this.stop(error);
        if (!error.retryable) throw error;
        this.#tellTrouble(error);
        if (this.#clock.now() + pauseMs >= until) throw error;
      }
      await this.#pause(pauseMs);
    }
  }

  /** Nothing is sent any more, and what waits is refused. Idempotent. @param quietly Nobody need be told. */
  stop(error: AntiphonError, quietly = false): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = error;
    for (const end of this.#waits) end(error);
    if (quietly) return;
    if (error.code === 'STORE_FENCED') this.#options.onFenced();
    else this.#options.onError(error);
  }

  /** Creating may be repeated by whoever comes first: the same call is the same call. */
  async #claimed(): Promise<Claim> {
    const { call, store } = this.#options;
    if (this.#claim !== undefined || 'epoch' in call) return this.#claim ?? (call as Claim);
    const claim = await store.create(call);
    if (claim.host !== call.host || claim.epoch !== 1) {
      throw new AntiphonError('STORE_FENCED', `call ${call.callId} is held by another host`);
    }
    // `rev` may have moved on since, where this answer was on its way for long.
    this.#claim ??= claim;
    return this.#claim;
  }

  async #answer<Value>(request: () => Promise<Value>, until: InstantMs): Promise<Value> {
    const limitMs = Math.min(answerMaxMs, until - this.#clock.now());
    const { promise: late, reject } = Promise.withResolvers<never>();
    using _limit = this.#clock.at(this.#clock.now() + limitMs, () =>
      reject(new AntiphonError('STORE_TIMEOUT', `the store gave no answer within ${limitMs} ms`)),
    );
    this.#waits.add(reject);
    try {
      return await Promise.race([request(), late]);
    } finally {
      this.#waits.delete(reject);
    }
  }

  #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = (): void => resolve();
    const timer = this.#clock.at(this.#clock.now() + ms, end);
    this.#waits.add(end);
    return promise.finally(() => {
      timer[Symbol.dispose]();
      this.#waits.delete(end);
    });
  }

  #tellTrouble(error: AntiphonError): void {
    if (this.#troubled) return;
    this.#troubled = true;
    this.#options.onError(error);
  }
}
