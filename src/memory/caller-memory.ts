/**
 * CallerMemory is what one agent knows of a caller from the calls before: recalled once the caller is verified,
 * remembered when the call ends.
 *
 *   verified ─▶ recall ─▶ for the extractor ("the same store as last time")        never rejects: a call needs no memory
 *   over ─────▶ remember ─▶ only slots that are named, only what was understood well; what was taken back goes
 *
 * Whose id it is handed is not its business: the session hands it none that a tool has not proved.
 */
import type { Slots } from '../agent/define-slots.ts';
import type { Clock } from '../clock/clock.ts';
import type { CallerNotes, CallerStore, RememberedSlot } from '../contracts/caller-store.ts';
import type { CallState } from '../contracts/memory.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';

export interface CallerMemoryOptions {
  store: CallerStore;
  slots: Slots;
  clock: Clock;
  /** How long a value is remembered, in days since the call that brought it: 1 to 3,650. Default 365. */
  retentionDays?: number;
  /** Told what the store failed at. Must not throw. */
  onError?: (error: AntiphonError) => void;
}

const dayMs = 86_400_000;
const retentionDaysMax = 3_650;
/** A caller waits for nothing that is nice to know. */
const recallMaxMs = 2_000;
/** The store has limits of its own; this one is for a store that has none. */
const writeMaxMs = 30_000;
const pausesMs = [1_000, 5_000];
const closeMaxMs = 5_000;
const confidenceMin = 0.6;
const forgottenAtOnce = 1_000;
/** Of one sweep: what is left goes with the next. */
const sweepRoundsMax = 100;

export class CallerMemory implements AsyncDisposable {
  readonly #options: CallerMemoryOptions;
  readonly #retentionMs: number;
  readonly #writing = new Set<Promise<void>>();
  readonly #closing = Promise.withResolvers<void>();
  #closed = false;

  /** @throws AntiphonError CONFIG_INVALID */
  constructor(options: CallerMemoryOptions) {
    const { retentionDays = 365 } = options;
    if (!(retentionDays >= 1 && retentionDays <= retentionDaysMax)) {
      throw new AntiphonError(
        'CONFIG_INVALID',
        `retentionDays is ${retentionDays}; it must be 1 to ${retentionDaysMax}`,
      );
    }
    this.#options = options;
    this.#retentionMs = retentionDays * dayMs;
  }

  /**
   * What earlier calls left of this caller: by slot, a list where the slot holds several. Slots that no longer
   * outlive a call, values that no longer fit their slot and those that are too old are not among it.
   * Takes at most 2 s, and never rejects: a store that fails or is slow recalls nothing.
   */
  async recall(callerId: string): Promise<Readonly<Record<string, unknown>>> {
    const { store, clock } = this.#options;
    try {
      const kept = await within(clock, recallMaxMs, 'to recall a caller', () => store.recall(callerId));
      return this.#fit(kept);
    } catch (thrown) {
      this.#tell(thrown, 'nothing is recalled of a caller');
      return {};
    }
  }

  /**
   * Keeps what this call leaves, under the same id however often it is sent. Never rejects; it is sent again while
   * the store is merely busy, so it may take a minute: let no caller wait for it.
   * @param state As the last turn left it.
   * @param takenBack Slots that the caller cleared in this call, whether or not they held anything in it: what earlier
   * calls brought of them goes too, unless the caller named them again.
   */
  async remember(
    callerId: string,
    callId: string,
    state: Pick<CallState, 'slots'>,
    takenBack: Iterable<string> = [],
  ): Promise<void> {
    const notes = this.#notesOf(callId, state, new Set(takenBack));
    if (Object.keys(notes.values).length === 0 && notes.cleared?.length === 0) return;
    const writing = this.#write(callerId, notes).finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
    await writing;
  }

  /** Removes what is too old, of everybody: once a day is often enough. Never rejects. @returns how many slots went. */
  async sweep(): Promise<number> {
    const { store } = this.#options;
    let gone = 0;
    try {
      for (let round = 0; round < sweepRoundsMax; round += 1) {
        const count = await store.forgetBefore(this.#oldestMs(), forgottenAtOnce);
        gone += count;
        if (count < forgottenAtOnce) break;
      }
    } catch (thrown) {
      this.#tell(thrown, 'what is remembered of callers for too long');
    }
    return gone;
  }

  /** Waits for what is being written, at most 5 s. The store stays open. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { clock } = this.#options;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    using _limit = clock.at(clock.now() + closeMaxMs, resolve);
    await Promise.race([Promise.all(this.#writing), late]);
    this.#closed = true;
    this.#closing.resolve();
  }

  #notesOf(callId: string, { slots }: Pick<CallState, 'slots'>, takenBack: ReadonlySet<string>): CallerNotes {
    const values: [string, unknown][] = [];
    const cleared: string[] = [];
    for (const { name, many } of this.#specifications()) {
      const held = Object.hasOwn(slots, name) ? slots[name]! : [];
      // A doubtful word replaces nothing, but it is no longer taken back either.
      const sure = held.filter(({ confidence }) => confidence >= confidenceMin).map(({ value }) => value);
      if (sure.length > 0) values.push([name, many ? sure : sure.at(-1)]);
      else if (held.length === 0 && takenBack.has(name)) cleared.push(name);
    }
    return { callId, atMs: this.#options.clock.wallTime(), values: Object.fromEntries(values), cleared };
  }

  async #write(callerId: string, notes: CallerNotes): Promise<void> {
    const { store, clock } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await within(clock, writeMaxMs, 'to remember a caller', () => store.remember(callerId, notes));
      } catch (thrown) {
        const pauseMs = pausesMs[attempt];
        const error = AntiphonError.from(thrown, 'STORE_FAILED', 'a call is not remembered of its caller');
        if (!error.retryable || pauseMs === undefined || this.#closed) return this.#tell(error, '');
        await this.#pause(pauseMs);
        if (this.#closed) return this.#tell(error, '');
      }
    }
  }

  async #pause(delayMs: number): Promise<void> {
    const { clock } = this.#options;
    const { promise: over, resolve } = Promise.withResolvers<void>();
    using _alarm = clock.at(clock.now() + delayMs, resolve);
    await Promise.race([over, this.#closing.promise]);
  }

  #fit(kept: Readonly<Record<string, RememberedSlot>>): Readonly<Record<string, unknown>> {
    const oldestMs = this.#oldestMs();
    const fit = this.#specifications().flatMap(({ name, many }): [string, unknown][] => {
      const found = Object.hasOwn(kept, name) ? kept[name]! : undefined;
      if (found === undefined || found.atMs < oldestMs) return [];
      const stored = many && Array.isArray(found.value) ? (found.value as unknown[]) : [found.value];
      const values = stored.flatMap((value) => {
        const parsed = this.#options.slots.parse(name, value);
        return parsed.ok ? [parsed.value] : [];
      });
      if (values.length === 0) return [];
      return [[name, many ? values : values[0]]];
    });
    return Object.fromEntries(fit);
  }

  #specifications(): Slots['specifications'] {
    const { specifications, remembered } = this.#options.slots;
    return specifications.filter(({ name }) => remembered.includes(name));
  }

  #oldestMs(): number {
    return Math.max(0, this.#options.clock.wallTime() - this.#retentionMs);
  }

  #tell(thrown: unknown, what: string): void {
    this.#options.onError?.(AntiphonError.from(thrown, 'STORE_FAILED', what));
  }
}

/** @throws AntiphonError STORE_TIMEOUT, or what was thrown */
async function within<Value>(
  clock: Clock,
  limitMs: number,
  doing: string,
  ask: () => Promise<Value>,
): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  using _limit = clock.at(clock.now() + limitMs, () =>
    reject(new AntiphonError('STORE_TIMEOUT', `the store took over ${limitMs} ms ${doing}`)),
  );
  return await Promise.race([ask(), late]);
}
