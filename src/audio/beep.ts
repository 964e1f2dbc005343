/**
 * BeepDetector hears the beep of an answering machine: one steady tone of 400 to 2,100 Hz, for 150 to 1,000 ms.
 *
 * Intuition: a sine is the one sound whose samples before and after a place always add up to the same
 * multiple of the sample at that place, whatever the distance. How far a frame is from that, at two
 * distances, tells a tone from everything that has harmonics: voices, music, the two tones of a key. The
 * multiple itself is the pitch. A beep is such a tone that keeps pitch and level, begins, and ends in time;
 * dial tones and ringing go on for longer. No allocation per frame, and no history but a few numbers.
 */
import { frameMs, msToSamples } from './format.ts';

const pitchMinHz = 400;
const pitchMaxHz = 2_100;
const lengthMinMs = 150;
const lengthMaxMs = 1_000;
/** Distances at which a frame is held against itself: at the first, voices differ most; the second has other blind spots. */
const distancesMs = [0.5, 0.875] as const;
/** Energy that a single sine leaves unexplained, at most: noise 16 dB below it leaves so much. */
const restMax = 0.1;
/** Frames of one tone differ by no more. */
const pitchDriftShare = 0.04;
const levelDriftDb = 6;
/** RMS below which nothing is looked at: -45 dBFS. */
const rmsMin = 184;

export class BeepDetector {
  readonly #sampleRate: number;
  readonly #distances: readonly number[];
  /** The tone that is being heard; 0 frames while there is none. */
  #frames = 0;
  #pitchHz = 0;
  #levelDb = 0;
  #lengthMs = 0;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.#distances = distancesMs.map((ms) => msToSamples(ms, sampleRate));
  }

  /** Of the beep that was heard last. */
  get lengthMs(): number {
    return this.#lengthMs;
  }

  /** Hears `count` samples, a frame of 20 ms. @returns true when a beep has ended with the frame before. */
  hear(samples: Int16Array, count: number): boolean {
    const pitchHz = this.#toneHz(samples, count);
    const levelDb = this.#frameDb;
    if (this.#frames > 0 && this.#isSame(pitchHz, levelDb)) {
      this.#frames += 1;
      return false;
    }
    const lengthMs = this.#frames * frameMs;
    this.#frames = pitchHz > 0 ? 1 : 0;
    this.#pitchHz = pitchHz;
    this.#levelDb = levelDb;
    const isBeep = lengthMs >= lengthMinMs && lengthMs <= lengthMaxMs;
    if (isBeep) this.#lengthMs = lengthMs;
    return isBeep;
  }

  #frameDb = 0;

  #isSame(pitchHz: number, levelDb: number): boolean {
    return (
      Math.abs(pitchHz - this.#pitchHz) <= this.#pitchHz * pitchDriftShare &&
      Math.abs(levelDb - this.#levelDb) <= levelDriftDb
    );
  }

  /** The pitch of a frame that is a single sine in range; 0 for any other. */
  #toneHz(samples: Int16Array, count: number): number {
    let energy = 0;
    for (let index = 0; index < count; index += 1) energy += samples[index]! * samples[index]!;
    this.#frameDb = 10 * Math.log10(energy / count + 1);
    if (energy < rmsMin * rmsMin * count) return 0;
    for (const distance of this.#distances) {
      if (this.#rest(samples, count, distance) > restMax) return 0;
    }
    const pitchHz = this.#pitch(samples, count);
    return pitchHz >= pitchMinHz && pitchHz <= pitchMaxHz ? pitchHz : 0;
  }

  /** Share of the energy that the best sine leaves unexplained at this distance. */
  #rest(samples: Int16Array, count: number, distance: number): number {
    let product = 0;
    let energy = 0;
    let sums = 0;
    for (let index = distance; index < count - distance; index += 1) {
      const sum = samples[index - distance]! + samples[index + distance]!;
      const sample = samples[index]!;
      product += sum * sample;
      energy += sample * sample;
      sums += sum * sum;
    }
    return energy === 0 ? 1 : (sums - (product * product) / energy) / energy;
  }

  /** Of a frame that is known to be a sine: by neighbours an eighth of a millisecond away, where no pitch in range is ambiguous. */
  #pitch(samples: Int16Array, count: number): number {
    const distance = Math.max(1, msToSamples(0.125, this.#sampleRate));
    let product = 0;
    let energy = 0;
    for (let index = distance; index < count - distance; index += 1) {
      product += (samples[index - distance]! + samples[index + distance]!) * samples[index]!;
      energy += samples[index]! * samples[index]!;
    }
    const cosine = Math.min(1, Math.max(-1, product / (2 * energy)));
    return (Math.acos(cosine) * this.#sampleRate) / (2 * Math.PI * distance);
  }
}
