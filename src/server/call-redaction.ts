/**
 * CallRedaction takes personal data out of stored calls, once they are over and nothing of them can be restored.
 *
 *   over, every effect told ─▶ due ─▶ load ─▶ a copy without personal data ─▶ put in its place
 *
 * Whoever ended the call, this process or one that took over from the dead: the store lists what is due. Rounds never
 * overlap; between two turns the loop gets its air, for other calls are speaking.
 */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock/clock.ts';
import type { CallStore, EffectIntent, EffectOutcome, StoredCall } from '../contracts/call-store.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { Redactor } from '../privacy/redactor.ts';

export interface CallRedactionOptions {
  store: CallStore;
  clock: Clock;
  redact: Redactor;
  onError?: (error: AntiphonError) => void;
}

const everyMs = 5_000;
const callsPerRound = 16;
/** When the process ends: what is left then is due for the next one. */
const roundsAtEndMax = 20;
const endMaxMs = 5_000;

export class CallRedaction implements AsyncDisposable {
  readonly #options: CallRedactionOptions;
  readonly #ticking: Disposable;
  /** Of calls that cannot be read: told once, and no round is spent on them again. */
  readonly #damaged = new Set<string>();
  #round: Promise<number> | undefined;
  #closed = false;

  constructor(options: CallRedactionOptions) {
    this.#options = options;
    this.#ticking = options.clock.every(everyMs, () => void this.#next());
  }

  /** Redacts what is due by now, within a limit: call it when the last calls have been stored. The store stays open. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ticking[Symbol.dispose]();
    const { clock } = this.#options;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    using _limit = clock.at(clock.now() + endMaxMs, resolve);
    await Promise.race([this.#rest(), late]);
    this.#closed = true;
  }

  async #rest(): Promise<void> {
    await this.#round;
    for (let rounds = 0; rounds < roundsAtEndMax && (await this.#next()) > 0; rounds += 1);
  }

  #next(): Promise<number> {
    this.#round ??= this.#redactDue()
      .catch((thrown: unknown) => this.#tell(thrown))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  /** @returns how many calls were redacted. */
  async #redactDue(): Promise<number> {
    const { store } = this.#options;
    const due = await store.unredacted(Math.min(1000, callsPerRound + this.#damaged.size));
    let count = 0;
    for (const callId of due.filter((one) => !this.#damaged.has(one))) {
      if (this.#closed) break;
      try {
        await store.redact(await this.#copyOf(await store.load(callId)));
        count += 1;
      } catch (thrown) {
        const error = AntiphonError.from(thrown, 'STORE_FAILED', `redacting call ${callId}`);
        // It changed meanwhile, or is gone: the next round sees.
        if (error.code === 'STORE_CONFLICT' || error.code === 'STORE_CALL_UNKNOWN') continue;
        if (error.retryable) throw error;
        this.#damaged.add(callId);
        this.#tell(error);
      }
    }
    return count;
  }

  async #copyOf(call: StoredCall): Promise<StoredCall> {
    const { redact } = this.#options;
    const turns: StoredCall['turns'][number][] = [];
    for (const { turnNo, turnId, messages, checkpoint } of call.turns) {
      const copy = redact.json({ messages, checkpoint }) as {
        messages: typeof messages;
        checkpoint: typeof checkpoint;
      };
      turns.push({ turnNo, turnId, ...copy });
      await setImmediate();
    }
    const effects = call.effects.map(({ intent, outcome }) => ({
      intent: redactedIntent(intent, redact),
      outcome: redactedOutcome(outcome, redact),
    }));
    const { outcome } = call;
    if (outcome === undefined) return { ...call, turns, effects };
    return { ...call, turns, effects, outcome: { ...outcome, detail: redact.text(outcome.detail) } };
  }

  #tell(thrown: unknown): number {
    // A store that is merely busy says so by its health; the next round tries again.
    const error = AntiphonError.from(thrown, 'STORE_FAILED', 'redacting calls that are over');
    if (!error.retryable && !this.#closed) this.#options.onError?.(error);
    return 0;
  }
}

/** A hash of few possible arguments tells which they were; and a key may be made of them. */
function redactedIntent(intent: EffectIntent, redact: Redactor): EffectIntent {
  const { arguments: given, idempotencyKey } = intent;
  return {
    ...intent,
    arguments: redact.json(given),
    argumentsHash: '',
    ...(idempotencyKey === undefined ? {} : { idempotencyKey: redact.text(idempotencyKey) }),
  };
}

function redactedOutcome<Outcome extends EffectOutcome | { status: 'intended' }>(
  outcome: Outcome,
  redact: Redactor,
): Outcome {
  const { status, ...rest } = outcome;
  return { status, ...(redact.json(rest) as object) } as Outcome;
}
