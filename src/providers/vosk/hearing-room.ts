/**
 * All streams of one child, served in turn: one bounded step each, then the next.
 *
 * Between two steps the event loop gets its turn, so pings are answered and audio is taken off the
 * socket even when there is more to do than time. When nobody waits, recognisers that will soon be
 * needed are made. `eager` decides whether free-form follows unasked (see `vosk.ts`).
 */
import type { Clock } from '../../clock/clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { SendToParent } from '../../runtime/child-pool/child-side.ts';
import { BusyShare } from './busy-share.ts';
import type { SpeechEngine } from './engine.ts';
import { Grammars } from './grammars.ts';
import { Hearing } from './hearing.ts';
import {
  audioHeaderBytes,
  decodeMessage,
  encodeMessage,
  toChild,
  toParent,
  type FailedMessage,
  type FlushMessage,
  type OpenMessage,
  type UpdateMessage,
} from './protocol.ts';
import { Recognisers } from './recognisers.ts';

/** When the free-form recogniser hears along: always, only on signs of unknown speech, or always while there is time. */
export type FreeFormPolicy = 'beside' | 'on-doubt' | 'adaptive';

/** Busier than this, a child keeps its time for what is asked of it. */
const busyShareMax = 0.5;

export class HearingRoom {
  readonly #policy: FreeFormPolicy;
  readonly #send: SendToParent;
  readonly #recognisers: Recognisers;
  readonly #grammars: Grammars;
  readonly #busy: BusyShare;
  /** In the order of their next turn. */
  readonly #hearings = new Map<number, Hearing>();
  #scheduled = false;

  constructor(engine: SpeechEngine, policy: FreeFormPolicy, clock: Clock, send: SendToParent) {
    this.#policy = policy;
    this.#send = send;
    this.#recognisers = new Recognisers(engine);
    this.#grammars = new Grammars((word) => engine.hasWord(word));
    this.#busy = new BusyShare(clock);
    this.#recognisers.want(undefined);
    this.#schedule();
  }

  handle(type: number, lease: number, payload: Buffer): void {
    if (type === toChild.open) this.#open(lease, decodeMessage<OpenMessage>(payload));
    else if (type === toChild.close) this.#close(lease);
    else this.#push(lease, type, payload);
    this.#schedule();
  }

  #open(lease: number, { format, ...likely }: OpenMessage): void {
    const hearing = new Hearing(format, this.#grammars.of(likely), this.#recognisers, {
      onHeard: (message) => this.#send(toParent.heard, lease, encodeMessage(message)),
      onProcessed: (bytes) => this.#send(toParent.processed, lease, encodeMessage({ bytes })),
    });
    this.#hearings.set(lease, hearing);
  }

  #push(lease: number, type: number, payload: Buffer): void {
    const hearing = this.#hearings.get(lease);
    // A frame may have crossed our own report of failure.
    if (hearing === undefined) return;
    if (type === toChild.audio) {
      // Copied: the payload is a view of the socket's buffer.
      const bytes = Uint8Array.prototype.slice.call(payload, audioHeaderBytes);
      hearing.push({ type: 'audio', bytes, mediaTimeSamples: payload.readDoubleLE(0) });
    } else if (type === toChild.flush) {
      hearing.push({ type: 'flush', segment: decodeMessage<FlushMessage>(payload).segment });
    } else if (type === toChild.update) {
      hearing.push({ type: 'update', likely: this.#grammars.of(decodeMessage<UpdateMessage>(payload)) });
    }
  }

  #close(lease: number): void {
    this.#hearings.get(lease)?.[Symbol.dispose]();
    this.#hearings.delete(lease);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(this.#turn);
  }

  readonly #turn = (): void => {
    this.#scheduled = false;
    let worked = false;
    this.#busy.during(() => {
      worked = this.#workOnOne() || this.#recognisers.prepare();
    });
    if (worked) this.#schedule();
  };

  #workOnOne(): boolean {
    const eager =
      this.#policy === 'beside' || (this.#policy === 'adaptive' && this.#busy.share < busyShareMax);
    for (const [lease, hearing] of this.#hearings) {
      if (!this.#work(lease, hearing, eager)) continue;
      // To the end of the line.
      if (this.#hearings.delete(lease)) this.#hearings.set(lease, hearing);
      return true;
    }
    return false;
  }

  /** What fails here fails for this stream alone. */
  #work(lease: number, hearing: Hearing, eager: boolean): boolean {
    try {
      return hearing.work(eager);
    } catch (thrown) {
      const { code, message } = AntiphonError.from(thrown, 'STT_FAILED', 'recognition failed');
      this.#send(toParent.failed, lease, encodeMessage({ code, message } satisfies FailedMessage));
      this.#close(lease);
      return true;
    }
  }
}
