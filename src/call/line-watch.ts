/**
 * LineWatch knows whether anybody is at the other end: a leg that falls silent, is lost, comes back, or
 * does not.
 *
 *   there ──no frames──▶ silent ──frames──▶ there        silent for too long: the call ends
 *     └─────lost─────▶ away ──another leg──▶ there        away for too long: the call ends
 *
 * Intuition: a network that breaks is not a caller who hangs up. Where the caller can come back, the call
 * waits as it is: nothing is said into the void, nothing that was asked or begun is forgotten.
 */
import type { CallEndReason } from '../contracts/events.ts';
import type { CallContext } from './context.ts';
import type { CallInput } from './input.ts';

export type LineInput = Extract<
  CallInput,
  { type: 'leg-silent' | 'leg-audible' | 'leg-closed' | 'leg-returned' }
>;

export interface LineListener {
  /** No frame comes: without frames there is no end of speech either. */
  onSilent(): void;
  /** Nobody hears us until `onBack`. */
  onLost(): void;
  onBack(): void;
  onFinish(reason: CallEndReason, detail: string): void;
}

export class LineWatch {
  readonly #context: CallContext;
  readonly #listener: LineListener;

  constructor(context: CallContext, listener: LineListener) {
    this.#context = context;
    this.#listener = listener;
  }

  handle(input: LineInput): void {
    switch (input.type) {
      case 'leg-silent':
        return this.#onSilent();
      case 'leg-audible':
        return this.#context.deadlines.clear('leg');
      case 'leg-closed':
        return this.#onClosed(input.by, input.reason);
      case 'leg-returned':
        return this.#onReturned(input.legId);
    }
  }

  onDeadline(name: 'leg' | 'leg-return'): void {
    const detail = name === 'leg' ? 'no audio from the leg' : 'the caller did not come back';
    this.#listener.onFinish('leg-lost', detail);
  }

  #onSilent(): void {
    if (this.#context.away) return;
    const { limits } = this.#context.options;
    // Sound that comes again on the same line is a return as well.
    const waitMs = Math.max(limits.legSilentMs, limits.legReturnMs);
    this.#context.deadlines.setOnce('leg', this.#context.now + waitMs);
    this.#context.emit({ type: 'watchdog', stage: 'leg', afterMs: waitMs, action: 'asking' });
    this.#listener.onSilent();
  }

  #onClosed(by: Extract<LineInput, { type: 'leg-closed' }>['by'], reason: string): void {
    if (this.#context.away) return;
    this.#context.emit({ type: 'leg-lost', by, reason });
    const { legReturnMs } = this.#context.options.limits;
    if (by !== 'network' || legReturnMs <= 0) {
      this.#listener.onFinish(by === 'caller' ? 'caller-hung-up' : 'leg-lost', reason);
      return;
    }
    this.#context.away = true;
    this.#context.deadlines.clear('leg', 'idle');
    this.#context.deadlines.set('leg-return', this.#context.now + legReturnMs);
    this.#listener.onLost();
  }

  #onReturned(legId: string): void {
    if (!this.#context.away) return;
    this.#context.away = false;
    this.#context.deadlines.clear('leg-return');
    this.#context.changeLeg(legId);
    this.#context.emit({ type: 'leg-attached' });
    this.#listener.onBack();
  }
}
