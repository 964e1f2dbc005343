/**
 * Where in the leg's audio a sample of a segment lies.
 *
 * The recogniser hears one unbroken stretch; the leg's audio has holes (only the neighbourhood of speech
 * is sent, packets get lost). Each hole is an anchor: from this sample of the segment on, count from there.
 */
import { engineSampleRate } from './engine.ts';

export class MediaTimeline {
  readonly #anchors: { sample: number; mediaMs: number }[] = [];
  #samples = 0;

  clear(): void {
    this.#anchors.length = 0;
    this.#samples = 0;
  }

  /** Samples of the segment so far. */
  get samples(): number {
    return this.#samples;
  }

  /** End of the segment so far, in the leg's audio; undefined while it is empty. */
  get endMs(): number | undefined {
    return this.#anchors.length === 0 ? undefined : this.toMediaMs(this.#samples);
  }

  /** The next `samples` samples of the segment begin at `mediaMs` of the leg. */
  add(samples: number, mediaMs: number): void {
    const expected = this.endMs;
    // Rounding of sample counts is not a hole.
    if (expected === undefined || Math.abs(mediaMs - expected) > 1) {
      this.#anchors.push({ sample: this.#samples, mediaMs });
    }
    this.#samples += samples;
  }

  toMediaMs(sample: number): number {
    const anchor = this.#anchors.findLast((anchor) => anchor.sample <= sample) ?? this.#anchors[0];
    if (anchor === undefined) return 0;
    return anchor.mediaMs + ((sample - anchor.sample) * 1000) / engineSampleRate;
  }
}
