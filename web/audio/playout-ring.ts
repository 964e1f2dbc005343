/**
 * What the caller is going to hear, exact to the sample. Pure: the worklet around it owns the clock.
 *
 *   write ─▶ ┤ queued ... mark ... queued ├ ─▶ read ─▶ loudspeaker
 *
 * Positions count samples since the call began. A mark lies behind a sample; it is played when that
 * sample has been read. `clear` drops what has not been read, and says which marks went with it. Running
 * dry in the middle of speech is an underrun: told afterwards, when sound goes on within a short time
 * though nobody has cleared.
 */

export interface RingMark {
  id: string;
  epoch: number;
}

interface PlacedMark extends RingMark {
  position: number;
}

export interface RingOptions {
  /** What is written beyond it is not taken, and counted. */
  capacity: number;
  /** A gap that is no longer than this many samples was an underrun, and not the end of a reply. */
  underrunGapMax: number;
}

export class PlayoutRing {
  /** Times that sound was missing in the middle of speech. */
  underruns = 0;
  /** Samples that were written while there was no room. */
  overflow = 0;
  /** Samples that `clear` dropped. */
  cleared = 0;
  readonly #samples: Int16Array;
  readonly #underrunGapMax: number;
  readonly #marks: PlacedMark[] = [];
  #readAt = 0;
  #writtenTo = 0;
  #held = false;
  /** Samples of silence since the last sound; undefined where that ended by a clear, or has yet to begin. */
  #gap: number | undefined;

  constructor({ capacity, underrunGapMax }: RingOptions) {
    this.#samples = new Int16Array(capacity);
    this.#underrunGapMax = underrunGapMax;
  }

  /** Samples that have been read since the call began. */
  get played(): number {
    return this.#readAt;
  }

  get queued(): number {
    return this.#writtenTo - this.#readAt;
  }

  /** @returns samples taken. */
  write(samples: Int16Array): number {
    const { length: capacity } = this.#samples;
    const taken = Math.min(samples.length, capacity - this.queued);
    this.overflow += samples.length - taken;
    if (taken > 0 && this.#gap !== undefined) {
      if (this.#gap > 0 && this.#gap <= this.#underrunGapMax) this.underruns += 1;
      this.#gap = 0;
    }
    for (let index = 0; index < taken; index += 1) {
      this.#samples[(this.#writtenTo + index) % capacity] = samples[index]!;
    }
    this.#writtenTo += taken;
    return taken;
  }

  /** Names the point behind all that has been written. */
  mark(mark: RingMark): void {
    this.#marks.push({ ...mark, position: this.#writtenTo });
  }

  /** Fills `output` as far as there is sound. @returns samples read; what lies behind them is untouched. */
  read(output: Int16Array, count: number): number {
    const { length: capacity } = this.#samples;
    if (this.#held) return 0;
    const ready = Math.min(count, this.queued);
    for (let index = 0; index < ready; index += 1) {
      output[index] = this.#samples[(this.#readAt + index) % capacity]!;
    }
    this.#readAt += ready;
    if (ready > 0) this.#gap = 0;
    return ready;
  }

  /** So many samples went by without sound. */
  silent(count: number): void {
    if (this.#gap !== undefined && !this.#held) this.#gap += count;
  }

  /** @returns the next mark that has been played, once each. */
  takePlayed(): RingMark | undefined {
    const first = this.#marks[0];
    if (first === undefined || first.position > this.#readAt) return undefined;
    this.#marks.shift();
    return { id: first.id, epoch: first.epoch };
  }

  /** Drops all that has not been read, and ends a hold. Call `takePlayed` first. @returns marks that went with it. */
  clear(): RingMark[] {
    this.cleared += this.queued;
    this.#writtenTo = this.#readAt;
    this.#held = false;
    this.#gap = undefined;
    return this.#marks.splice(0).map(({ id, epoch }) => ({ id, epoch }));
  }

  hold(on: boolean): void {
    this.#held = on;
  }
}
