/**
 * CallLength ends a call that has lasted long enough, as politely as there is time for.
 *
 *   running ──a little before the end──▶ closing ──nobody speaks──▶ farewell ──heard──▶ the call ends
 *                                           └──────the end──────▶ farewell, whoever speaks ──▶ the call ends
 *
 * Intuition: who is told "goodbye" between two sentences was treated well; who is cut off in the midst of an
 * action does not know what was done. So an action that runs, its result that is being told and a yes that is
 * being said are let through, within a limit of their own.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { CallContext } from './context.ts';

/** So long before the end a quiet moment is looked for; in a short call, a quarter of it. */
const closingMs = 30_000;
/** How often it is asked again whether what is under way is through. */
const askAgainMs = 500;
/** The farewell itself has a limit too: a voice may fail. */
const farewellMaxMs = 12_000;

export interface CallLengthListener {
  /** Something must not be cut: an action, the telling of its result, the answer to its question. */
  acting(): boolean;
  /** The end is near: take leave now, if nobody speaks. */
  onClosing(): void;
  /** The time is over: take leave, whoever speaks. */
  onOver(): void;
  onFinish(detail: string): void;
}

export class CallLength {
  #stage: 'running' | 'closing' | 'over' = 'running';
  #endsAt: InstantMs = Infinity;
  readonly #context: CallContext;
  readonly #listener: CallLengthListener;

  constructor(context: CallContext, listener: CallLengthListener) {
    this.#context = context;
    this.#listener = listener;
  }

  /** The next quiet moment is the one to take leave in. */
  get closing(): boolean {
    return this.#stage !== 'running';
  }

  /** For the log: why the call ended. */
  get detail(): string {
    const minutes = Math.round(this.#context.options.limits.callMaxMs / 6_000) / 10;
    return `the call reached its longest time, ${minutes} min`;
  }

  start(): void {
    const { callMaxMs } = this.#context.options.limits;
    // A log from before there was a limit has none.
    if (!(callMaxMs > 0)) return;
    this.#endsAt = this.#context.now + callMaxMs;
    this.#context.deadlines.set('call-length', this.#endsAt - Math.min(closingMs, callMaxMs / 4));
  }

  onDeadline(): void {
    const { deadlines, now } = this.#context;
    switch (this.#stage) {
      case 'running':
        this.#stage = 'closing';
        deadlines.set('call-length', this.#endsAt);
        return this.#listener.onClosing();
      case 'closing':
        if (now < this.#endsAt + this.#graceMs && this.#listener.acting()) {
          deadlines.set('call-length', now + askAgainMs);
          return;
        }
        this.#stage = 'over';
        deadlines.set('call-length', now + farewellMaxMs);
        return this.#listener.onOver();
      case 'over':
        return this.#listener.onFinish(this.detail);
    }
  }

  /** Long enough for a tool at its own limit and for one sentence about it. */
  get #graceMs(): number {
    const { toolTimeoutMs, giveUpAfterMs } = this.#context.options.limits;
    return toolTimeoutMs + giveUpAfterMs;
  }
}
