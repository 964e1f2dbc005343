/**
 * EffectNotes stores what acts: the intent before it leaves, the outcome after it.
 *
 *   begin ─ stored in time ─▶ run          complete ─▶ sent until acknowledged; bounded
 *     └─ not in time ─▶ refused, and struck out: a write that timed out may be stored, and must not be
 *                       taken for something that ran
 *
 * What the store knew before this process (a call taken up again) is never refused but `unknown`: it may
 * have happened.
 */
import { createHash } from 'node:crypto';
import type { ToolRunOrder } from '../../call/output.ts';
import type { BeginAnswer, EffectIntent, EffectOutcome } from '../../contracts/call-store.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { EffectLog } from '../effect-log.ts';
import type { StoreLine } from './store-line.ts';

export interface EffectNotesOptions {
  line: StoreLine;
  newId: () => string;
  /** Of the turn that is going on. */
  turnId: () => string;
  /** Effects that the store knows from before. */
  known: ReadonlySet<string>;
  onError: (error: AntiphonError) => void;
  /** How long an effect waits for its intent to be stored. Default 3,000. */
  beginMaxMs?: number;
}

/** Beyond it an outcome is not stored: after a crash its effect is then `unknown`, or runs again under its key. */
const openMax = 256;
const beginDefaultMs = 3_000;

export class EffectNotes implements EffectLog {
  readonly #options: EffectNotesOptions;
  readonly #open = new Set<Promise<void>>();
  /** Begun in this process, without an outcome that is final; with what was noted of them last. */
  readonly #begun = new Map<string, Promise<void>>();

  constructor(options: EffectNotesOptions) {
    this.#options = options;
  }

  /** Notes that the store has not acknowledged. */
  get size(): number {
    return this.#open.size;
  }

  async begin(order: ToolRunOrder, keyed: boolean): Promise<BeginAnswer> {
    const { line, known, beginMaxMs = beginDefaultMs } = this.#options;
    const { toolCallId } = order;
    const isKnown = known.has(toolCallId);
    const intent = this.#intentOf(order, keyed);
    try {
      const answer = await line.send((store, claim) => store.begin(claim, intent), beginMaxMs);
      if (answer === 'run') this.#begun.set(toolCallId, Promise.resolve());
      return answer;
    } catch (thrown) {
      const error = AntiphonError.from(thrown, 'STORE_FAILED', `effect ${toolCallId}`);
      if (error.retryable) void this.#note(() => this.#strikeOut(intent, isKnown, error));
      if (isKnown && error.code !== 'STORE_FENCED') return 'unknown';
      throw error;
    }
  }

  async complete(toolCallId: string, outcome: EffectOutcome): Promise<void> {
    const before = this.#begun.get(toolCallId);
    // Refused, unknown or told already: the store has all there is to know.
    if (before === undefined) return;
    const noted = this.#note(() => before.then(() => this.#settle(toolCallId, outcome)));
    // What is unknown may still be learnt.
    if (outcome.status === 'unknown') this.#begun.set(toolCallId, noted);
    else this.#begun.delete(toolCallId);
    await noted;
  }

  /** Resolves when every note is acknowledged, or never will be. */
  async settled(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }

  #intentOf(order: ToolRunOrder, keyed: boolean): EffectIntent {
    const { toolCallId, name, effect, arguments: input, idempotencyKey, consentId } = order;
    return {
      effectId: toolCallId,
      attemptId: this.#options.newId(),
      turnId: this.#options.turnId(),
      tool: name,
      effect,
      arguments: input,
      argumentsHash: hashOf(input),
      ...(keyed && effect !== 'read' ? { idempotencyKey } : {}),
      ...(consentId === undefined ? {} : { consentId }),
    };
  }

  /**
   * The same attempt is sent again until it is answered, so that the intent is there to be struck out, and one
   * that is still on its way finds it so.
   */
  async #strikeOut(intent: EffectIntent, isKnown: boolean, { code }: AntiphonError): Promise<void> {
    const answer = await this.#options.line.send((store, claim) => store.begin(claim, intent));
    if (answer !== 'run') return;
    await this.#settle(
      intent.effectId,
      isKnown
        ? { status: 'unknown', reason: 'it had begun before a crash, and the store did not answer in time' }
        : { status: 'failed', code, message: 'it was not stored in time, and has not run' },
    );
  }

  async #settle(effectId: string, outcome: EffectOutcome): Promise<void> {
    const { line } = this.#options;
    try {
      await line.send((store, claim) => store.complete(claim, effectId, outcome));
    } catch (thrown) {
      if (!AntiphonError.is(thrown) || thrown.code !== 'STORE_RECORD_INVALID') throw thrown;
      this.#options.onError(thrown);
      // That it is over must be known, if not what it gave.
      const told: EffectOutcome = outcome.status === 'done' ? { status: 'done', value: null } : notTold;
      await line.send((store, claim) => store.complete(claim, effectId, told));
    }
  }

  /** Never rejects. What stopped the line has been told by it; the rest is told here. */
  #note(work: () => Promise<unknown>): Promise<void> {
    const { line, onError } = this.#options;
    if (this.#open.size >= openMax) {
      onError(
        new AntiphonError('STORE_OVERLOADED', `${openMax} effects wait for the store; one more does not`),
      );
      return Promise.resolve();
    }
    const noted: Promise<void> = work()
      .catch((thrown: unknown) => {
        if (line.stopped === undefined) onError(AntiphonError.from(thrown, 'STORE_FAILED', 'an effect'));
      })
      .then(() => void this.#open.delete(noted));
    this.#open.add(noted);
    return noted;
  }
}

const notTold: EffectOutcome = {
  status: 'failed',
  code: 'TOOL_FAILED',
  message: 'its failure could not be stored',
};

/** The same arguments give the same hash, in whatever order their keys stand. */
export function hashOf(value: unknown): string {
  const sorted = JSON.stringify(value, (_key, part: unknown) => {
    const isObject = typeof part === 'object' && part !== null && !Array.isArray(part);
    return isObject ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part;
  });
  return createHash('sha256')
    .update(sorted ?? 'undefined')
    .digest('hex');
}
