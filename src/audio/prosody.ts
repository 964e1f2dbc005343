/**
 * How a voice went just before it paused: the cues people hear an ending by, from the last second of sound.
 *
 *   sound ──▶ 4 kHz ──▶ level every 10 ms, pitch every 20 ms where it is voiced ──▶ a few numbers
 *
 * Intuition: a sentence that is over falls in loudness and pitch; one that goes on is held up. Computed once
 * per pause, not per frame, without allocating: some 0.3 ms. Pitch is the best lag of the normalised
 * autocorrelation at 4 kHz, which keeps the harmonics that matter; a frame that correlates badly is unvoiced.
 * What each number is worth is measured by `npm run bench -- endpointing --cues`.
 */
import { invariant } from '../errors/antiphon-error.ts';
import { silenceDbfs } from './level.ts';

export interface ProsodyMeasures {
  /** Change of level over the last 300 ms of speech, dB: the slope of the best line. */
  energySlopeDb: number;
  /** Change of pitch over the same stretch, semitones; undefined where too little of it is voiced. */
  pitchSlopeSemitones: number | undefined;
  /** Pitch of the last 100 ms of voice against the median of all before, semitones; undefined likewise. */
  pitchDropSemitones: number | undefined;
  /** Length of the last stretch of voice without a break: drawn out where a phrase ends. */
  finalVoicedMs: number;
  /** Mean level of the last 100 ms of speech against the loudest moment, dB. */
  finalLevelDb: number;
  /** Time from the last moment within 10 dB of the loudest one to the end of speech: how it dies away. */
  decayMs: number;
}

const slopeMs = 300;
/** Rate at which pitch is looked for, and everything else as well. */
const slowRate = 4_000;
const levelMs = 10;
const levelSamples = (slowRate * levelMs) / 1000;
const pitchMs = 20;
const pitchSamples = (slowRate * pitchMs) / 1000;
/** More than two periods of the deepest voice. */
const windowSamples = slowRate * 0.03;
const lagMin = Math.floor(slowRate / 400);
const lagMax = Math.ceil(slowRate / 75);
const lagCount = lagMax - lagMin + 1;
/** Lags correlated in one pass, a divisor of their number: one sum alone waits for each addition before the next. */
const lagsAtOnce = 5;
const voicedCorrelation = 0.6;
/** A longer lag must be so much better: an octave too low is the usual mistake. */
const longerLagPenalty = 0.05;
/** A moment so far below the loudest is not speech any more. */
const speechRangeDb = 30;
const voicedRangeDb = 25;
const decayDb = 10;
const finalMs = 100;
/** Fewer voiced frames than this make no melody. */
const pitchesMin = 4;
const lastPitches = 5;
/** So many unvoiced frames in a row end a stretch of voice. */
const breakFrames = 2;

export class ProsodyMeter {
  /** Sample rates must be multiples of this, Hz. */
  static readonly rateUnit = slowRate;
  readonly #decimation: number;
  readonly #maxSamples: number;
  readonly #slow: Float64Array;
  /** Energy of all samples before the index. */
  readonly #energyBefore: Float64Array;
  readonly #levels: Float64Array;
  /** Semitones above 1 Hz; NaN where unvoiced. */
  readonly #pitches: Float64Array;
  readonly #scratch: Float64Array;
  /** Of one moment, by lag from `lagMin` on. */
  readonly #correlations = new Float64Array(lagCount);
  #slowCount = 0;

  /** @param maxMs the longest stretch that will be looked at; of a longer one the end counts. */
  constructor(sampleRate: number, maxMs = 800) {
    this.#decimation = sampleRate / slowRate;
    invariant(Number.isInteger(this.#decimation), 'the sample rate must be a multiple of 4 kHz');
    this.#maxSamples = Math.ceil((maxMs * sampleRate) / 1000);
    const slow = Math.floor(this.#maxSamples / this.#decimation);
    const pitches = Math.floor(slow / pitchSamples);
    this.#slow = new Float64Array(slow);
    this.#energyBefore = new Float64Array(slow + 1);
    this.#levels = new Float64Array(Math.floor(slow / levelSamples));
    this.#pitches = new Float64Array(pitches);
    this.#scratch = new Float64Array((pitches * (pitches - 1)) / 2);
  }

  /**
   * @param samples PCM16, the latest last: silence behind the voice is left out.
   * @returns undefined where there is nothing but silence.
   */
  measure(samples: Int16Array, from: number, count: number): ProsodyMeasures | undefined {
    const kept = Math.min(count, this.#maxSamples);
    this.#slowDown(samples, from + count - kept, kept);
    const frames = Math.floor(this.#slowCount / levelSamples);
    const loudest = this.#readLevels(frames);
    if (loudest <= silenceDbfs) return undefined;
    const start = this.#firstAbove(loudest - speechRangeDb, frames);
    const end = this.#lastAbove(loudest - speechRangeDb, frames) + 1;
    const perPitch = pitchMs / levelMs;
    const firstPitch = Math.floor(start / perPitch);
    const endPitch = Math.min(Math.ceil(end / perPitch), Math.floor(this.#slowCount / pitchSamples));
    this.#readPitches(firstPitch, endPitch, loudest - voicedRangeDb);
    return {
      energySlopeDb: this.#energySlope(Math.max(start, end - slopeMs / levelMs), end),
      pitchSlopeSemitones: this.#pitchSlope(Math.max(firstPitch, endPitch - slopeMs / pitchMs), endPitch),
      pitchDropSemitones: this.#pitchDrop(firstPitch, endPitch),
      finalVoicedMs: this.#finalVoicedMs(firstPitch, endPitch),
      finalLevelDb: this.#meanLevel(Math.max(start, end - finalMs / levelMs), end) - loudest,
      decayMs: (end - 1 - this.#lastAbove(loudest - decayDb, frames)) * levelMs,
    };
  }

  /** Means over as many samples as one of 4 kHz covers: a low-pass that is good enough for pitch. */
  #slowDown(samples: Int16Array, from: number, count: number): void {
    const step = this.#decimation;
    this.#slowCount = Math.floor(count / step);
    for (let index = 0; index < this.#slowCount; index += 1) {
      let sum = 0;
      const at = from + index * step;
      for (let offset = 0; offset < step; offset += 1) sum += samples[at + offset]!;
      const value = sum / step;
      this.#slow[index] = value;
      this.#energyBefore[index + 1] = this.#energyBefore[index]! + value * value;
    }
  }

  #energyOf(from: number, count: number): number {
    return this.#energyBefore[from + count]! - this.#energyBefore[from]!;
  }

  /** @returns the loudest. */
  #readLevels(frames: number): number {
    let loudest = silenceDbfs;
    for (let frame = 0; frame < frames; frame += 1) {
      const energy = this.#energyOf(frame * levelSamples, levelSamples);
      const level = Math.max(silenceDbfs, 10 * Math.log10(energy / (levelSamples * 32768 * 32768)));
      this.#levels[frame] = level;
      if (level > loudest) loudest = level;
    }
    return loudest;
  }

  #firstAbove(level: number, frames: number): number {
    let frame = 0;
    while (frame < frames && this.#levels[frame]! <= level) frame += 1;
    return frame;
  }

  #lastAbove(level: number, frames: number): number {
    let frame = frames - 1;
    while (frame >= 0 && this.#levels[frame]! <= level) frame -= 1;
    return frame;
  }

  #readPitches(from: number, to: number, quietest: number): void {
    for (let index = from; index < to; index += 1) {
      const level = this.#levels[(index * pitchMs) / levelMs]!;
      this.#pitches[index] = level > quietest ? this.#pitchAround(index * pitchSamples) : Number.NaN;
    }
  }

  #pitchAround(middle: number): number {
    const from = Math.round(middle + pitchSamples / 2 - (windowSamples + lagMax) / 2);
    if (from < 0 || from + windowSamples + lagMax + 1 > this.#slowCount) return Number.NaN;
    for (let lag = lagMin; lag <= lagMax; lag += lagsAtOnce) this.#correlate(from, lag);
    let best = 0;
    let bestLag = 0;
    for (let lag = lagMin; lag <= lagMax; lag += 1) {
      const correlation = this.#correlations[lag - lagMin]!;
      const isOther = bestLag > 0 && lag > bestLag * 1.5;
      if (correlation > best + (isOther ? longerLagPenalty : 0)) {
        best = correlation;
        bestLag = lag;
      }
    }
    // At either end it is a slope of something else, not a peak.
    if (best < voicedCorrelation || bestLag === lagMin || bestLag === lagMax) return Number.NaN;
    return 12 * Math.log2(slowRate / this.#refined(bestLag, best));
  }

  /** The top of the parabola through three lags. */
  #refined(lag: number, peak: number): number {
    const before = this.#correlations[lag - 1 - lagMin]!;
    const behind = this.#correlations[lag + 1 - lagMin]!;
    const curve = before - 2 * peak + behind;
    return curve < 0 ? lag + (0.5 * (before - behind)) / curve : lag;
  }

  /** Of the window at `from` with those at five lags, from `lag` on. */
  #correlate(from: number, lag: number): void {
    const slow = this.#slow;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let sum4 = 0;
    let late0 = slow[from + lag]!;
    let late1 = slow[from + lag + 1]!;
    let late2 = slow[from + lag + 2]!;
    let late3 = slow[from + lag + 3]!;
    for (let index = from; index < from + windowSamples; index += 1) {
      const early = slow[index]!;
      const late4 = slow[index + lag + 4]!;
      sum0 += early * late0;
      sum1 += early * late1;
      sum2 += early * late2;
      sum3 += early * late3;
      sum4 += early * late4;
      late0 = late1;
      late1 = late2;
      late2 = late3;
      late3 = late4;
    }
    this.#normalise(from, lag, sum0);
    this.#normalise(from, lag + 1, sum1);
    this.#normalise(from, lag + 2, sum2);
    this.#normalise(from, lag + 3, sum3);
    this.#normalise(from, lag + 4, sum4);
  }

  #normalise(from: number, lag: number, product: number): void {
    const energy = this.#energyOf(from, windowSamples) * this.#energyOf(from + lag, windowSamples);
    this.#correlations[lag - lagMin] = energy <= 0 ? 0 : product / Math.sqrt(energy);
  }

  #energySlope(from: number, to: number): number {
    const count = to - from;
    if (count < 2) return 0;
    const middle = (count - 1) / 2;
    let slope = 0;
    let spread = 0;
    for (let index = 0; index < count; index += 1) {
      slope += (index - middle) * this.#levels[from + index]!;
      spread += (index - middle) ** 2;
    }
    return ((slope / spread) * slopeMs) / levelMs;
  }

  #meanLevel(from: number, to: number): number {
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += this.#levels[index]!;
    return sum / (to - from);
  }

  /** The median slope between any two frames: one that was misheard by an octave does not count. */
  #pitchSlope(from: number, to: number): number | undefined {
    let voiced = 0;
    let pairs = 0;
    for (let later = from; later < to; later += 1) {
      if (Number.isNaN(this.#pitches[later]!)) continue;
      voiced += 1;
      for (let earlier = from; earlier < later; earlier += 1) {
        if (Number.isNaN(this.#pitches[earlier]!)) continue;
        this.#scratch[pairs++] = (this.#pitches[later]! - this.#pitches[earlier]!) / (later - earlier);
      }
    }
    return voiced < pitchesMin ? undefined : (this.#median(pairs) * slopeMs) / pitchMs;
  }

  #pitchDrop(from: number, to: number): number | undefined {
    let count = 0;
    let index = to - 1;
    for (; index >= from && count < lastPitches; index -= 1) {
      if (!Number.isNaN(this.#pitches[index]!)) this.#scratch[count++] = this.#pitches[index]!;
    }
    if (count < lastPitches) return undefined;
    const last = this.#median(count);
    count = 0;
    for (; index >= from; index -= 1) {
      if (!Number.isNaN(this.#pitches[index]!)) this.#scratch[count++] = this.#pitches[index]!;
    }
    return count < pitchesMin ? undefined : last - this.#median(count);
  }

  /** Of the first `count` values of the scratch array, which are sorted by it. */
  #median(count: number): number {
    return this.#scratch.subarray(0, count).sort()[count >> 1]!;
  }

  #finalVoicedMs(from: number, to: number): number {
    let last = to - 1;
    while (last >= from && Number.isNaN(this.#pitches[last]!)) last -= 1;
    let first = last;
    for (let index = last, unvoiced = 0; index >= from && unvoiced < breakFrames; index -= 1) {
      if (Number.isNaN(this.#pitches[index]!)) unvoiced += 1;
      else [unvoiced, first] = [0, index];
    }
    return last < from ? 0 : (last - first + 1) * pitchMs;
  }
}
