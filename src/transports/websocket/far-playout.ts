/**
 * What the far end has played, as far as we can know: the clock carries the estimate forward, receipts
 * put it right. It decides how much more may be sent, and which marks are still out.
 *
 *   stream   0 ──────played──────┤head├──────queued, at most maxQueued──────┤sent
 *
 * Intuition: a far end that plays in real time needs no word from us; one that has stalled (a page put
 * to sleep, a loudspeaker unplugged) stops returning marks. So the estimate never runs further than
 * `markOverdueMs` past a mark that is still out, and the far end's buffer stays bounded.
 */
import { msToSamples } from '../../audio/format.ts';
import type { InstantMs } from '../../clock/clock.ts';

export interface FarPlayoutOptions {
  sampleRate: number;
  maxQueuedMs: number;
  markOverdueMs: number;
}

interface OpenMark {
  markId: string;
  epoch: number;
  /** Stream position of the first sample behind it. */
  sample: number;
}

export class FarPlayout {
  readonly #rate: number;
  readonly #maxQueued: number;
  readonly #overdue: number;
  #sent = 0;
  #head = 0;
  #headAt: InstantMs = 0;
  #isHeld = false;
  #epoch = 0;
  /** Oldest first; epochs never decrease. */
  #marks: OpenMark[] = [];

  constructor(options: FarPlayoutOptions) {
    this.#rate = options.sampleRate;
    this.#maxQueued = msToSamples(options.maxQueuedMs, options.sampleRate);
    this.#overdue = msToSamples(options.markOverdueMs, options.sampleRate);
  }

  get epoch(): number {
    return this.#epoch;
  }

  get openMarks(): number {
    return this.#marks.length;
  }

  /** Samples sent since the beginning, all epochs. */
  get sentSamples(): number {
    return this.#sent;
  }

  /** Samples that may be sent now. */
  room(now: InstantMs): number {
    return Math.max(0, this.#maxQueued - (this.#sent - this.#headNow(now)));
  }

  send(now: InstantMs, samples: number): void {
    this.#moveTo(now, this.#headNow(now));
    this.#sent += samples;
  }

  mark(markId: string): void {
    this.#marks.push({ markId, epoch: this.#epoch, sample: this.#sent });
  }

  /** The far end has played up to a mark. @returns false when no such mark is out. */
  returned(now: InstantMs, markId: string, epoch: number): boolean {
    const index = this.#marks.findIndex((mark) => mark.markId === markId && mark.epoch === epoch);
    const mark = this.#marks[index];
    if (mark === undefined) return false;
    this.#marks.splice(index, 1);
    if (epoch === this.#epoch) this.#moveTo(now, mark.sample);
    return true;
  }

  /** Nothing that was sent counts any more. @returns the new epoch. */
  clear(now: InstantMs): number {
    this.#epoch += 1;
    this.#isHeld = false;
    this.#moveTo(now, this.#sent);
    return this.#epoch;
  }

  /** The far end has dropped all before `epoch`. @returns the marks that were not played. */
  cleared(epoch: number): OpenMark[] {
    const dropped = this.#marks.filter((mark) => mark.epoch < epoch);
    this.#marks = this.#marks.filter((mark) => mark.epoch >= epoch);
    return dropped;
  }

  hold(now: InstantMs, on: boolean): void {
    this.#moveTo(now, this.#headNow(now));
    this.#isHeld = on;
  }

  #headNow(now: InstantMs): number {
    const played = this.#isHeld ? 0 : Math.floor(((now - this.#headAt) * this.#rate) / 1000 + 1e-6);
    const byClock = Math.min(this.#sent, this.#head + played);
    for (const mark of this.#marks) {
      if (mark.epoch === this.#epoch) return Math.min(byClock, mark.sample + this.#overdue);
    }
    return byClock;
  }

  #moveTo(now: InstantMs, head: number): void {
    this.#head = head;
    this.#headAt = now;
  }
}
