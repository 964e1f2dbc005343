/**
 * How a voice went just before it paused: the cues people hear an ending by, from the last second of sound.
 *
 *   sound ──▶ 10 ms frames ──▶ level, and pitch where it is voiced ──▶ a few numbers
 *
 * Intuition: a sentence that is over falls in loudness and pitch and its last syllable is drawn out; one
 * that goes on is held up. Computed once per pause, not per frame: about a millisecond, no allocation after
 * construction. Pitch is the best lag of the normalised autocorrelation at 4 kHz, which keeps the first
 * harmonics and makes it cheap; a frame that correlates badly is unvoiced and has none.
 */
import { silenceDbfs } from './level.ts';

export interface ProsodyMeasures {
  /** Level at the end against the start of the last `slopeMs` of speech, dB: the slope of the best line. */
  energySlopeDb: number;
  /** Pitch over the same stretch, semitones; undefined where too little of it is voiced. */
  pitchSlopeSemitones: number | undefined;
  /** Pitch of the last voiced moments against the median of all before, semitones; undefined likewise. */
  pitchDropSemitones: number | undefined;
  /** Length of the last stretch of voice without a break: drawn out where a phrase ends. */
  finalVoicedMs: number;
  /** Mean level of the last `finalMs` of speech against the loudest frame, dB. */
  finalLevelDb: number;
  /** Time from the last frame within 10 dB of the loudest one to the end of speech: how it dies away. */
  decayMs: number;
}

/** The stretch that slopes are taken over. */
export const slopeMs = 300;
const stepMs = 10;
/** Rate at which pitch is looked for. */
const pitchRate = 4_000;
const stepSamples = (pitchRate * stepMs) / 1000;
/** Longer than two periods of the deepest voice. */
const windowSamples = pitchRate * 0.035;
const lagMin = Math.floor(pitchRate / 400);
const lagMax = Math.ceil(pitchRate / 75);
const voicedCorrelation = 0.6;
/** A frame so far below the loudest is not speech any more. */
const speechRangeDb = 30;
const voicedRangeDb = 25;
const decayDb = 10;
const finalMs = 100;
/** Fewer voiced frames than this make no melody. */
const voicedFramesMin = 5;
/** Voiced frames whose pitch is taken as the last. */
const lastPitches = 5;
/** A break of so many frames ends a stretch of voice. */
const breakFrames = 3;

export class ProsodyMeter {
  readonly #maxSamples: number;
  readonly #decimation: number;
  readonly #slow: Float64Array;
  readonly #levels: Float64Array;
  /** Semitones above 1 Hz; NaN where unvoiced. */
  readonly #pitches: Float64Array;
  readonly #sorted: Float64Array;
  #slowCount = 0;

  /** @param maxMs The longest stretch that will be measured; of a longer one the end counts. */
  constructor(sampleRate: 8000 | 16000 | 24000 | 48000, maxMs = 1_000) {
    this.#decimation = sampleRate / pitchRate;
    this.#maxSamples = Math.ceil((maxMs * sampleRate) / 1000);
    const slow = Math.floor(this.#maxSamples / this.#decimation);
    const frames = Math.floor(slow / stepSamples);
    this.#slow = new Float64Array(slow);
    this.#levels = new Float64Array(frames);
    this.#pitches = new Float64Array(frames);
    this.#sorted = new Float64Array(frames);
  }

  /**
   * @param samples PCM16 up to the present: silence behind the voice is left out.
   * @returns undefined where there is no speech in it.
   */
  measure(samples: Int16Array, from: number, count: number): ProsodyMeasures | undefined {
    const kept = Math.min(count, this.#maxSamples);
    this.#decimate(samples, from + count - kept, kept);
    const frames = Math.floor(this.#slowCount / stepSamples);
    const loudest = this.#readLevels(frames);
    if (loudest <= silenceDbfs) return undefined;
    const start = this.#firstAbove(loudest - speechRangeDb, frames);
    const end = this.#lastAbove(loudest - speechRangeDb, frames) + 1;
    for (let frame = start; frame < end; frame += 1) {
      this.#pitches[frame] =
        this.#levels[frame]! > loudest - voicedRangeDb ? this.#pitchAt(frame) : Number.NaN;
    }
    const slopeFrom = Math.max(start, end - slopeMs / stepMs);
    return {
      energySlopeDb: slope(this.#levels, slopeFrom, end, 2) ?? 0,
      pitchSlopeSemitones: slope(this.#pitches, slopeFrom, end, voicedFramesMin),
      pitchDropSemitones: this.#pitchDrop(start, end),
      finalVoicedMs: this.#finalVoicedFrames(start, end) * stepMs,
      finalLevelDb: mean(this.#levels, Math.max(start, end - finalMs / stepMs), end) - loudest,
      decayMs: (end - 1 - this.#lastAbove(loudest - decayDb, frames)) * stepMs,
    };
  }

  /** Means over as many samples as one of 4 kHz covers: a low-pass that is good enough for pitch. */
  #decimate(samples: Int16Array, from: number, count: number): void {
    const step = this.#decimation;
    this.#slowCount = Math.floor(count / step);
    for (let index = 0; index < this.#slowCount; index += 1) {
      let sum = 0;
      const at = from + index * step;
      for (let offset = 0; offset < step; offset += 1) sum += samples[at + offset]!;
      this.#slow[index] = sum / step;
    }
  }

  #readLevels(frames: number): number {
    let loudest = silenceDbfs;
    for (let frame = 0; frame < frames; frame += 1) {
      let energy = 0;
      for (let index = frame * stepSamples; index < (frame + 1) * stepSamples; index += 1) {
        energy += this.#slow[index]! * this.#slow[index]!;
      }
      const level = Math.max(silenceDbfs, 10 * Math.log10(energy / (stepSamples * 32768 * 32768)));
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

  /** Around the middle of a frame. Of lags that are about as good the shortest counts: no octave too low. */
  #pitchAt(frame: number): number {
    const middle = frame * stepSamples + stepSamples / 2;
    const from = Math.round(middle - (windowSamples + lagMax) / 2);
    if (from < 0 || from + windowSamples + lagMax > this.#slowCount) return Number.NaN;
    let best = 0;
    let bestLag = 0;
    for (let lag = lagMin; lag <= lagMax; lag += 1) {
      const correlation = this.#correlation(from, lag);
      // A peak, and clearly better than any shorter one.
      if (correlation > best + (bestLag > 0 && lag > bestLag * 1.5 ? 0.05 : 0)) {
        best = correlation;
        bestLag = lag;
      }
    }
    if (best < voicedCorrelation || bestLag === lagMin || bestLag === lagMax) return Number.NaN;
    return 12 * Math.log2(pitchRate / this.#refined(from, bestLag, best));
  }

  /** The top of the parabola through three lags. */
  #refined(from: number, lag: number, peak: number): number {
    const before = this.#correlation(from, lag - 1);
    const behind = this.#correlation(from, lag + 1);
    const curve = before - 2 * peak + behind;
    return curve < 0 ? lag + (0.5 * (before - behind)) / curve : lag;
  }

  #correlation(from: number, lag: number): number {
    let product = 0;
    let first = 0;
    let second = 0;
    for (let index = from; index < from + windowSamples; index += 1) {
      const a = this.#slow[index]!;
      const b = this.#slow[index + lag]!;
      product += a * b;
      first += a * a;
      second += b * b;
    }
    return first === 0 || second === 0 ? 0 : product / Math.sqrt(first * second);
  }

  #pitchDrop(start: number, end: number): number | undefined {
    let last = 0;
    let lastCount = 0;
    let frame = end - 1;
    for (; frame >= start && lastCount < lastPitches; frame -= 1) {
      if (Number.isNaN(this.#pitches[frame]!)) continue;
      last += this.#pitches[frame]!;
      lastCount += 1;
    }
    let count = 0;
    for (; frame >= start; frame -= 1) {
      if (!Number.isNaN(this.#pitches[frame]!)) this.#sorted[count++] = this.#pitches[frame]!;
    }
    if (lastCount < lastPitches || count < voicedFramesMin) return undefined;
    const median = this.#sorted.subarray(0, count).sort()[count >> 1]!;
    return last / lastCount - median;
  }

  #finalVoicedFrames(start: number, end: number): number {
    let frame = end - 1;
    while (frame >= start && Number.isNaN(this.#pitches[frame]!)) frame -= 1;
    const last = frame;
    let first = frame;
    for (let unvoiced = 0; frame >= start && unvoiced < breakFrames; frame -= 1) {
      if (Number.isNaN(this.#pitches[frame]!)) unvoiced += 1;
      else [unvoiced, first] = [0, frame];
    }
    return last < start ? 0 : last - first + 1;
  }
}

function mean(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += values[index]!;
  return sum / Math.max(1, to - from);
}

/** Rise of the best line over `slopeMs`; values that are not numbers are left out. */
function slope(values: Float64Array, from: number, to: number, countMin: number): number | undefined {
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumXY = 0;
  for (let index = from; index < to; index += 1) {
    const y = values[index]!;
    if (Number.isNaN(y)) continue;
    const x = index - from;
    count += 1;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
  }
  const spread = count * sumXX - sumX * sumX;
  if (count < countMin || spread === 0) return undefined;
  return (((count * sumXY - sumX * sumY) / spread) * slopeMs) / stepMs;
}
