/**
 * CallKeeper keeps one call in a store, beside the call and never in its way.
 *
 *   record ─▶ outbox ─▶ commit, one at a time, in order, until acknowledged ─▶ end: the one final record
 *   begin, complete ─▶ notes of what acts: `begin` alone is waited for, within a limit
 *
 * Whatever happens to the store, the call talks on: turns wait (bounded), effects wait or are refused aloud.
 * Only when another host holds the call must this one fall silent, and its session is told at once.
 */
import type { CallRecord, ToolRunOrder } from '../../call/output.ts';
import type { Clock } from '../../clock/clock.ts';
import type {
  BeginAnswer,
  CallOutcome,
  CallStore,
  Claim,
  EffectOutcome,
  NewCall,
} from '../../contracts/call-store.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { EffectLog } from '../effect-log.ts';
import { EffectNotes } from './effect-notes.ts';
import { StoreLine } from './store-line.ts';
import { TurnOutbox } from './turn-outbox.ts';

export interface CallKeeperOptions {
  store: CallStore;
  clock: Clock;
  call: NewCall | TakenOverCall;
  /** Draws ids that nobody else draws: `crypto.randomUUID`. */
  newId: () => string;
  /** Told of what could not be kept, and why. Must not throw. */
  onError?: (error: AntiphonError) => void;
  /** How long an effect waits for its intent to be stored. Default 3,000. */
  beginMaxMs?: number;
}

/** Another process kept it before. */
export interface TakenOverCall {
  claim: Claim;
  /** The last turn that is stored; -1 where there is none. */
  lastTurnNo: number;
  effectIds: readonly string[];
}

/** How long closing waits for what is not written yet. */
const closeMaxMs = 5_000;

export class CallKeeper implements EffectLog, AsyncDisposable {
  readonly callId: string;
  readonly #options: CallKeeperOptions;
  readonly #line: StoreLine;
  readonly #outbox: TurnOutbox;
  readonly #effects: EffectNotes;
  #rev: number;
  #committing: Promise<void> | undefined;
  #returnHashes: readonly string[] | undefined;
  #keepingReturn: Promise<void> | undefined;
  #ending: Promise<void> | undefined;
  #onFenced: ((error: AntiphonError) => void) | undefined;

  constructor(options: CallKeeperOptions) {
    const { store, clock, call, newId } = options;
    const takenOver = 'claim' in call ? call : undefined;
    this.#options = options;
    this.callId = takenOver?.claim.callId ?? (call as NewCall).callId;
    this.#rev = takenOver?.claim.rev ?? 0;
    const onError = (error: AntiphonError): void => options.onError?.(error);
    this.#line = new StoreLine({
      store,
      clock,
      call: takenOver?.claim ?? (call as NewCall),
      onError,
      onFenced: () => this.#onFenced?.(this.#line.stopped!),
    });
    this.#outbox = new TurnOutbox({ newId, lastTurnNo: takenOver?.lastTurnNo ?? -1 });
    this.#effects = new EffectNotes({
      line: this.#line,
      newId,
      turnId: () => this.#outbox.turnId,
      known: new Set(takenOver?.effectIds),
      onError,
      ...(options.beginMaxMs === undefined ? {} : { beginMaxMs: options.beginMaxMs }),
    });
    // So that a call that crashes before its first turn is known too.
    this.#commit();
  }

  /** @param onFenced Another host holds the call: told once, also when it was so before. */
  watch(onFenced: (error: AntiphonError) => void): void {
    this.#onFenced = onFenced;
    if (this.#line.stopped?.code === 'STORE_FENCED') onFenced(this.#line.stopped);
  }

  /** Takes what the call must not forget. Never throws, never waits. */
  record(record: CallRecord): void {
    if (this.#line.stopped !== undefined || this.#ending !== undefined) return;
    try {
      if (!this.#outbox.add(record)) {
        const message = `the words of turn ${record.turnNo} are not kept: too much waits for the store`;
        this.#tell(new AntiphonError('STORE_OVERLOADED', message));
      }
    } catch (thrown) {
      this.#tell(AntiphonError.from(thrown, 'STORE_RECORD_INVALID', `turn ${record.turnNo}`));
    }
    this.#commit();
  }

  begin(order: ToolRunOrder, keyed: boolean): Promise<BeginAnswer> {
    return this.#effects.begin(order, keyed);
  }

  complete(toolCallId: string, outcome: EffectOutcome): Promise<void> {
    return this.#effects.complete(toolCallId, outcome);
  }

  /** Who may take the call up after a crash, as of now. The last word counts. Never throws, never waits. */
  keepReturn(hashes: readonly string[]): void {
    this.#returnHashes = hashes;
    this.#keepingReturn ??= this.#keepReturn().finally(() => (this.#keepingReturn = undefined));
  }

  /** The call is over: its final record follows the last turn. Only the first counts. */
  end(outcome: Omit<CallOutcome, 'endedAtMs'>): void {
    const endedAtMs = this.#options.clock.wallTime();
    this.#ending ??= this.#end({ ...outcome, endedAtMs });
  }

  /** Resolves when everything is acknowledged, or never will be. */
  async settled(): Promise<void> {
    await this.#committed();
    await this.#ending;
    await this.#keepingReturn;
    await this.#effects.settled();
  }

  /** Waits for what is not written yet, at most 5 s; what is left is told and given up. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { clock } = this.#options;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    using _limit = clock.at(clock.now() + closeMaxMs, resolve);
    await Promise.race([this.settled(), late]);
    const left = this.#outbox.size + this.#effects.size;
    const message = `call ${this.callId}: ${left} records were not stored in time`;
    this.#line.stop(new AntiphonError('STORE_CLOSED', message), left === 0);
    await this.settled();
  }

  #commit(): void {
    this.#committing ??= this.#commitAll()
      .catch((thrown: unknown) => {
        this.#outbox.clear();
        // Whatever the store says of a turn that it does not take, it will say of those behind it.
        this.#line.stop(AntiphonError.from(thrown, 'STORE_FAILED', `call ${this.callId}`));
      })
      .then(() => {
        this.#committing = undefined;
        if (this.#outbox.size > 0 && this.#line.stopped === undefined) this.#commit();
      });
  }

  async #commitAll(): Promise<void> {
    // The first of all: that there is such a call.
    await this.#line.send(() => Promise.resolve());
    for (let turn = this.#outbox.next(); turn !== undefined; turn = this.#outbox.next()) {
      const sent = turn;
      try {
        this.#rev = await this.#line.send((store, claim) => store.commit({ ...claim, rev: this.#rev }, sent));
      } catch (thrown) {
        if (!AntiphonError.is(thrown) || thrown.code !== 'STORE_RECORD_INVALID') throw thrown;
        this.#tell(thrown);
      }
      this.#outbox.acknowledge();
    }
  }

  async #keepReturn(): Promise<void> {
    for (let hashes = this.#returnHashes; hashes !== undefined; hashes = this.#returnHashes) {
      const said = hashes;
      this.#returnHashes = undefined;
      try {
        await this.#line.send((store, claim) => store.keepReturn(claim, said));
      } catch (thrown) {
        const error = AntiphonError.from(thrown, 'STORE_FAILED', 'who may come back');
        if (this.#line.stopped === undefined && error.code !== 'STORE_CALL_ENDED') this.#tell(error);
      }
    }
  }

  async #committed(): Promise<void> {
    while (this.#committing !== undefined) await this.#committing;
  }

  async #end(outcome: CallOutcome): Promise<void> {
    await this.#committed();
    try {
      await this.#line.send((store, claim) => store.end(claim, outcome));
    } catch (thrown) {
      this.#line.stop(AntiphonError.from(thrown, 'STORE_FAILED', `the end of call ${this.callId}`));
    }
  }

  #tell(error: AntiphonError): void {
    this.#options.onError?.(error);
  }
}
