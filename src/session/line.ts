/**
 * Line holds the leg that a call has now. It notices when no frame comes any more, when the leg is lost,
 * and it exchanges a leg for another; what comes from a leg of before reaches nobody.
 */
import type { Clock, InstantMs } from '../clock/clock.ts';
import type { AudioSink, LegClosed, MarkReceipt, MediaLeg } from '../contracts/media-leg.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { Ear } from './ear.ts';

/** A leg that sends no frame for so long is silent. */
const legSilentAfterMs = 2_000;

export interface LineListener {
  onReceipt(receipt: MarkReceipt): void;
  onDtmf(digit: string): void;
  onSilent(): void;
  onAudible(): void;
  /** Nothing more comes from the leg; another may be attached. */
  onClosed(closed: Pick<LegClosed, 'by' | 'reason'>): void;
  /** A leg did not close as it should. */
  onError(error: AntiphonError): void;
}

export class Line {
  #leg: MediaLeg;
  #ear: Ear | undefined;
  #framesSeen = 0;
  #framesSeenAt: InstantMs = 0;
  #silent = false;
  /** Legs of before that are still saying goodbye. */
  readonly #leaving = new Set<Promise<void>>();
  readonly #clock: Clock;
  readonly #listener: LineListener;

  constructor(leg: MediaLeg, clock: Clock, listener: LineListener) {
    this.#leg = leg;
    this.#clock = clock;
    this.#listener = listener;
  }

  get leg(): MediaLeg {
    return this.#leg;
  }

  /**
   * What comes from the leg goes to this ear from now on; what has come already, at once.
   * @param audio What the frames pass on their way to the ear.
   */
  attach(ear: Ear, audio: AudioSink = ear): void {
    const leg = this.#leg;
    this.#ear = ear;
    this.#framesSeen = 0;
    this.#framesSeenAt = this.#clock.now();
    this.#silent = false;
    leg.attach({
      audio,
      onReceipt: (receipt) => {
        if (this.#leg === leg) this.#listener.onReceipt(receipt);
      },
      onDtmf: (digit) => {
        if (this.#leg === leg) this.#listener.onDtmf(digit);
      },
      onClosed: (closed) => {
        if (this.#leg === leg) this.lose(closed);
      },
    });
  }

  /** The leg is gone, or is given up. Idempotent until the next is attached. */
  lose(closed: Pick<LegClosed, 'by' | 'reason'>): void {
    const ear = this.#ear;
    if (ear === undefined) return;
    this.#ear = undefined;
    // No edge of the old sound may reach the call once another leg speaks.
    ear.close();
    this.#listener.onClosed(closed);
  }

  /** Another leg takes the place of the one before, which is closed; `attach` follows. */
  replace(leg: MediaLeg): void {
    const before = this.#leg;
    this.#leg = leg;
    this.leave(before, 'the call goes on over another connection');
  }

  /** Every 20 ms. */
  watch(): void {
    if (this.#ear === undefined) return;
    const now = this.#clock.now();
    if (this.#ear.framesReceived !== this.#framesSeen) {
      this.#framesSeen = this.#ear.framesReceived;
      this.#framesSeenAt = now;
      if (!this.#silent) return;
      this.#silent = false;
      this.#listener.onAudible();
    } else if (!this.#silent && now - this.#framesSeenAt >= legSilentAfterMs) {
      this.#silent = true;
      this.#listener.onSilent();
    }
  }

  /** Closes a leg, in order, and keeps its goodbye to be waited for. */
  leave(leg: MediaLeg, reason: string): void {
    leg.close(reason);
    const left: Promise<void> = Promise.resolve(leg[Symbol.asyncDispose]())
      .catch((thrown: unknown) =>
        this.#listener.onError(AntiphonError.from(thrown, 'INVARIANT_BROKEN', 'the leg did not close')),
      )
      .finally(() => this.#leaving.delete(left));
    this.#leaving.add(left);
  }

  /** The call is over. Resolves when every leg that it had is closed. */
  async end(): Promise<void> {
    this.#ear?.close();
    this.#ear = undefined;
    this.leave(this.#leg, 'the call ended');
    await Promise.all(this.#leaving);
  }
}
