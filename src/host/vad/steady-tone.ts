/**
 * Is the line humming? What mains, horns and dial tones leave on a line repeats itself to the sample; no
 * voice does.
 *
 * The neural model takes a hum for the beginning of a vowel, with probabilities up to 0.7. But the sound of
 * the last moments, held against itself 16 to 21 ms before (one period of 60 and of 50 Hz, several of any
 * tone), correlates to 0.998 and more for hums and to 0.996 at most for 99 of 100 voices, which waver.
 */
import { msToSamples } from '../../audio/format.ts';
import type { LegAudio } from './leg-audio.ts';

const lagMinMs = 16;
const lagMaxMs = 21.25;
/** What is compared: as much as there is of the sound, within these bounds. */
const windowMinMs = 8;
const windowMaxMs = 40;
const steadyCorrelation = 0.9965;
/** One sample in so many is looked at first. */
const glanceStep = 8;
/** Share of the energy that the best multiple of a steady sound leaves over, rounding included. */
const restMax = (1 - steadyCorrelation ** 2) * 1.000_001;

export class SteadyTone {
  readonly #lagMin: number;
  readonly #lagMax: number;
  readonly #windowMin: number;
  readonly #windowMax: number;
  readonly #samples: Int16Array;

  /** One serves all legs of a lane. @param sampleRate The model's. */
  constructor(sampleRate: number) {
    this.#lagMin = msToSamples(lagMinMs, sampleRate);
    this.#lagMax = msToSamples(lagMaxMs, sampleRate);
    this.#windowMin = msToSamples(windowMinMs, sampleRate);
    this.#windowMax = msToSamples(windowMaxMs, sampleRate);
    this.#samples = new Int16Array(this.#lagMax + this.#windowMax);
  }

  /** Whether the latest sound of a leg, which began `soundSamples` ago at the earliest, is a tone. */
  hears(audio: LegAudio, soundSamples: number): boolean {
    const kept = audio.end - audio.start;
    const room = Math.min(kept, soundSamples) - this.#lagMax;
    const window = Math.max(this.#windowMin, Math.min(this.#windowMax, room));
    const count = window + this.#lagMax;
    if (count > kept) return false;
    audio.read(audio.end - count, count, this.#samples, 0);
    const energy = this.#energy(count - window, count, 1);
    const glanced = this.#energy(count - window, count, glanceStep);
    for (let lag = this.#lagMin; lag <= this.#lagMax; lag += 1) {
      if (this.#glancedRest(count, window, lag, glanced) > energy * restMax) continue;
      if (this.#correlation(count, window, lag, energy) >= steadyCorrelation) return true;
    }
    return false;
  }

  #energy(from: number, until: number, step: number): number {
    const samples = this.#samples;
    let energy = 0;
    for (let index = from; index < until; index += step) energy += samples[index]! * samples[index]!;
    return energy;
  }

  /**
   * What the best multiple of the sound `lag` before leaves over of some samples. All of them leave no less:
   * where this is too much already, the lag is out, and for voices nearly all are.
   */
  #glancedRest(count: number, window: number, lag: number, energy: number): number {
    const samples = this.#samples;
    let product = 0;
    let energyBefore = 0;
    for (let index = count - window; index < count; index += glanceStep) {
      const before = samples[index - lag]!;
      product += samples[index]! * before;
      energyBefore += before * before;
    }
    return energyBefore === 0 ? energy : energy - (product * product) / energyBefore;
  }

  #correlation(count: number, window: number, lag: number, energy: number): number {
    const samples = this.#samples;
    let product = 0;
    let energyBefore = 0;
    for (let index = count - window; index < count; index += 1) {
      const before = samples[index - lag]!;
      product += samples[index]! * before;
      energyBefore += before * before;
    }
    return product <= 0 ? 0 : product / Math.sqrt(energy * energyBefore);
  }
}
