/**
 * The calls of this process in their store: who holds them, who may take one up, and whether new ones may come.
 *
 *   begin ───▶ keeper      a call that is admitted; it does not wait for the disk
 *   takeUp ──▶ keeper      a caller is back whose process died: its token, then the claim, then what is stored
 *   every 2 s: this host lives        every 5 s: calls that nobody came back to are settled and ended
 */
import { randomUUID } from 'node:crypto';
import type { TurnPlanner } from '../agent/turn-planner.ts';
import type { Clock } from '../clock/clock.ts';
import type { CallStore, Claim, StoredCall, StoreHealth } from '../contracts/call-store.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { Redactor } from '../privacy/redactor.ts';
import { CallKeeper } from '../session/keeping/call-keeper.ts';
import type { Session } from '../session/session.ts';
import { CallRedaction } from './call-redaction.ts';
import { OrphanSweep } from './orphan-sweep.ts';
import { noSuchCall, opensStored, storedHashOf } from './return-desk.ts';

export interface KeptCallsOptions {
  store: CallStore;
  clock: Clock;
  planner: TurnPlanner;
  /** How long a caller whose process died may take to come back. */
  legReturnMs: number;
  /** How long what was said in a call that has ended is kept. */
  keepEndedCallsMs: number;
  /** What takes personal data out of calls that are over. Default: they stay as they were said. */
  redact?: Redactor;
  onError?: (error: AntiphonError) => void;
}

/** A call of a process that died, held by this one now. */
export interface TakenUpCall {
  keeper: CallKeeper;
  stored: StoredCall;
  /** Nobody came after all: the call waits again, and is then ended. */
  giveUp(): void;
}

const dayMs = 86_400_000;
const keepEndedCallsMaxMs = 3_653 * dayMs;

/** @throws AntiphonError CONFIG_INVALID */
export function checkKeepEndedCalls(keepEndedCallsMs = 30 * dayMs): number {
  if (keepEndedCallsMs >= 0 && keepEndedCallsMs <= keepEndedCallsMaxMs) return keepEndedCallsMs;
  const range = `0 to ${keepEndedCallsMaxMs} milliseconds`;
  throw new AntiphonError('CONFIG_INVALID', `keepEndedCallsMs is ${keepEndedCallsMs}; it must be ${range}`);
}

const renewEveryMs = 2_000;
/** A host that said nothing for so long is dead: some renewals may be late. */
const aliveForMs = 10_000;
/** How long somebody who comes back waits for the store. */
const takeUpMaxMs = 3_000;
const closeMaxMs = 6_000;

export class KeptCalls implements AsyncDisposable {
  /** One life of one process. */
  readonly host = randomUUID();
  readonly #options: KeptCallsOptions;
  readonly #live = new Map<string, Promise<void>>();
  readonly #keepers = new Set<CallKeeper>();
  readonly #sweep: OrphanSweep;
  readonly #redaction: CallRedaction | undefined;
  readonly #renewing: Disposable;

  constructor(options: KeptCallsOptions) {
    const { clock, redact } = options;
    this.#options = options;
    this.#redaction = redact === undefined ? undefined : new CallRedaction({ ...options, redact });
    this.#sweep = new OrphanSweep({ ...options, host: this.host, aliveUntilMs: () => this.#aliveUntilMs() });
    this.#renewing = clock.every(renewEveryMs, () => void this.#renew());
  }

  health(): StoreHealth {
    return this.#options.store.health();
  }

  /** @throws AntiphonError CALL_REFUSED_STORE while a new call might not be kept. */
  admit(): void {
    const { state, reason } = this.health();
    if (state !== 'good') throw new AntiphonError('CALL_REFUSED_STORE', `the store is ${state}: ${reason}`);
  }

  /** @param token Whoever shows it may take the call up. */
  begin(callId: string, token: string | undefined): CallKeeper {
    const { clock, planner } = this.#options;
    return this.#open({
      callId,
      host: this.host,
      agent: planner.entry.name,
      createdAtMs: clock.wallTime(),
      hostAliveUntilMs: this.#aliveUntilMs(),
      ...(token === undefined ? {} : { returnHashes: [storedHashOf(token)] }),
    });
  }

  /**
   * Takes up a call of a process that died, or that the network cut off from its callers.
   * @param nextToken Opens the call from now on, beside the one that was shown, until the caller has heard of it.
   * @throws AntiphonError CALL_ENDED where the token opens nothing, CALL_REFUSED_STORE where the store does not answer.
   */
  async takeUp(callId: string, token: string, nextToken: string): Promise<TakenUpCall> {
    const { store } = this.#options;
    // A call that has ended here may not have been stored as ended yet.
    const endsHere = this.#live.has(callId);
    const seen = await this.#ask(store.load(callId));
    if (!opensStored(token, seen?.returnHashes) || seen === undefined || endsHere) throw noSuchCall();
    if (seen.outcome !== undefined || !this.#answersFor(seen.agent)) throw noSuchCall();
    // Held once the store takes it, whether or not its answer comes in time.
    const claim: Claim = { ...seen.claim, host: this.host, epoch: seen.claim.epoch + 1 };
    try {
      if ((await this.#ask(store.claim(this.#claimRequest(seen.claim)))) === undefined) throw noSuchCall();
      await this.#ask(store.keepReturn(claim, [storedHashOf(token), storedHashOf(nextToken)]));
      // Whoever held it may have written until the claim.
      const stored = await this.#ask(store.load(callId));
      if (stored === undefined) throw noSuchCall();
      const effectIds = stored.effects.map(({ intent }) => intent.effectId);
      const lastTurnNo = stored.turns.at(-1)?.turnNo ?? -1;
      const keeper = this.#open({ claim: { ...claim, rev: stored.claim.rev }, lastTurnNo, effectIds });
      return { keeper, stored, giveUp: () => this.#giveUp(claim, keeper) };
    } catch (thrown) {
      this.#sweep.adopt(claim, this.#options.legReturnMs);
      throw thrown;
    }
  }

  /** The call runs: it is this process's until all of it is stored. */
  watch(session: Session, keeper: CallKeeper): void {
    // Its effects may outlive it, and are noted by then.
    this.#follow(
      keeper,
      session.ended.then(() => session[Symbol.asyncDispose]()),
    );
  }

  /** The call never ran. */
  drop(keeper: CallKeeper, detail: string): void {
    keeper.end({ reason: 'failed', detail });
    this.#follow(keeper, Promise.resolve());
  }

  /** Waits for what is not stored yet, within a limit. The store stays open. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#renewing[Symbol.dispose]();
    const { clock } = this.#options;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    using _limit = clock.at(clock.now() + closeMaxMs, resolve);
    await Promise.all([
      this.#sweep[Symbol.asyncDispose](),
      ...[...this.#keepers].map((keeper) => keeper[Symbol.asyncDispose]()),
      Promise.race([Promise.all(this.#live.values()), late]),
    ]);
    // Last: by now the calls of this process are stored as ended.
    await this.#redaction?.[Symbol.asyncDispose]();
  }

  #open(call: ConstructorParameters<typeof CallKeeper>[0]['call']): CallKeeper {
    const { store, clock, onError } = this.#options;
    const keeper = new CallKeeper({
      store,
      clock,
      call,
      newId: randomUUID,
      ...(onError === undefined ? {} : { onError }),
    });
    this.#keepers.add(keeper);
    return keeper;
  }

  #follow(keeper: CallKeeper, over: Promise<unknown>): void {
    const { callId } = keeper;
    const followed = over
      .then(() => keeper.settled())
      .finally(() => {
        this.#keepers.delete(keeper);
        if (this.#live.get(callId) === followed) this.#live.delete(callId);
      });
    this.#live.set(callId, followed);
  }

  #giveUp(claim: Claim, keeper: CallKeeper): void {
    this.#keepers.delete(keeper);
    void keeper[Symbol.asyncDispose]();
    this.#sweep.adopt(claim, this.#options.legReturnMs);
  }

  #answersFor(agent: string): boolean {
    return this.#options.planner.agents.some(({ name }) => name === agent);
  }

  #claimRequest({ callId, epoch }: Claim) {
    return {
      callId,
      host: this.host,
      why: 'reconnect',
      seenEpoch: epoch,
      claimId: randomUUID(),
      nowMs: this.#options.clock.wallTime(),
      hostAliveUntilMs: this.#aliveUntilMs(),
    } as const;
  }

  /** @returns undefined where there is no such call. @throws AntiphonError CALL_REFUSED_STORE */
  async #ask<Value>(asked: Promise<Value>): Promise<Value | undefined> {
    const { clock } = this.#options;
    const { promise: late, reject } = Promise.withResolvers<never>();
    using _limit = clock.at(clock.now() + takeUpMaxMs, () =>
      reject(new AntiphonError('STORE_TIMEOUT', 'the store does not answer')),
    );
    try {
      return await Promise.race([asked, late]);
    } catch (thrown) {
      const error = AntiphonError.from(thrown, 'STORE_FAILED', 'the store');
      const isGone = ['STORE_CALL_UNKNOWN', 'STORE_FENCED', 'STORE_CALL_ENDED', 'STORE_RECORD_INVALID'];
      if (isGone.includes(error.code)) return undefined;
      throw new AntiphonError('CALL_REFUSED_STORE', error.message, { cause: error });
    }
  }

  #aliveUntilMs(): number {
    return this.#options.clock.wallTime() + aliveForMs;
  }

  /** What it fails at, `health` says. */
  async #renew(): Promise<void> {
    await this.#options.store.renew(this.host, this.#aliveUntilMs()).catch(() => undefined);
  }
}
