/**
 * FinalDelay learns how long this recogniser takes from a flush to its final, and says how long to wait for one.
 *
 * Intuition: a model declares its 99th percentile as somebody once measured it, on another machine under another
 * load. What this call measures is worth more: a slow recogniser must not be given up in mid-answer, and one that
 * has been quick all along need not be waited for when it falls silent. A longer wait is learned from one final, a
 * shorter one only from many; both have bounds, since a dead recogniser is slow as well.
 */
import type { InstantMs } from '../clock/clock.ts';

/** What a wait has above the 99th percentile. */
export const finalSlackMs = 400;

export interface FinalDelayBounds {
  leastMs: number;
  mostMs: number;
}

/** Of so many finals the slowest is the 99th percentile. */
const keptMax = 100;
/** Fewer finals than this are no proof that the rest will be as quick. */
const quickMin = 16;
/** A final that did not come in time would have taken longer: nobody knows by how much. */
const lateTimes = 1.5;

export class FinalDelay {
  /** Flushes whose finals are to come. */
  readonly #asked = new Map<number, InstantMs>();
  readonly #delaysMs = new Float64Array(keptMax);
  #count = 0;
  /** Since the last final that never came, so many have. */
  #countSinceLate = quickMin;
  #lateMs = 0;
  #deadlineMs: number;
  readonly #declaredMs: number;
  readonly #bounds: FinalDelayBounds | undefined;

  /**
   * @param declaredMs The wait to begin with: the declared percentile and the slack.
   * @param bounds Undefined: the wait stays as it is.
   */
  constructor(declaredMs: number, bounds: FinalDelayBounds | undefined) {
    this.#declaredMs = declaredMs;
    this.#deadlineMs = declaredMs;
    this.#bounds = bounds;
  }

  /** How long the final of a flush is to be waited for. */
  get deadlineMs(): number {
    return this.#deadlineMs;
  }

  asked(now: InstantMs, segment: number): void {
    if (this.#bounds !== undefined) this.#asked.set(segment, now);
  }

  answered(now: InstantMs, segment: number): void {
    const askedAt = this.#asked.get(segment);
    if (askedAt === undefined) return;
    this.#asked.delete(segment);
    this.#delaysMs[this.#count % keptMax] = now - askedAt;
    this.#count += 1;
    this.#countSinceLate += 1;
    this.#learn();
  }

  /** A final was given up. */
  late(): void {
    this.#lateMs = this.#deadlineMs * lateTimes;
    this.#countSinceLate = 0;
    this.lost();
    this.#learn();
  }

  /** The stream is gone, and with it the finals that it owes. */
  lost(): void {
    this.#asked.clear();
  }

  #learn(): void {
    if (this.#bounds === undefined) return;
    let slowestMs = 0;
    for (let index = 0; index < Math.min(this.#count, keptMax); index += 1) {
      slowestMs = Math.max(slowestMs, this.#delaysMs[index]!);
    }
    const measuredMs = slowestMs + finalSlackMs;
    const knownMs = this.#count < quickMin ? Math.max(measuredMs, this.#declaredMs) : measuredMs;
    const neededMs = this.#countSinceLate < quickMin ? Math.max(knownMs, this.#lateMs) : knownMs;
    const { leastMs, mostMs } = this.#bounds;
    this.#deadlineMs = Math.min(Math.max(neededMs, leastMs), mostMs);
  }
}
