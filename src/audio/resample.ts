/**
 * Changes the sample rate of a stream, frame after frame, without a click at the seams.
 *
 * Three ways, the cheapest that is good enough: 8→16 kHz by linear interpolation (the recognisers
 * at hand do better on it than on sinc), 16→8 kHz by a half-band filter (every second tap is zero),
 * everything else by a polyphase windowed sinc. State lives in the object, audio in the caller's buffers.
 */
import { invariant } from '../errors/antiphon-error.ts';
import { HalfbandDecimator } from './resample-halfband.ts';
import { PolyphaseResampler } from './resample-polyphase.ts';
import type { Resampler } from './resampler.ts';

/** @param fromRate @param toRate in Hz; their ratio must be a small rational, as among 8, 16, 24 and 48 kHz. */
export function createResampler(fromRate: number, toRate: number): Resampler {
  invariant(fromRate > 0 && toRate > 0, 'sample rates must be positive');
  if (fromRate === toRate) return new Passthrough();
  if (toRate === fromRate * 2 && fromRate === 8000) return new LinearDoubler();
  if (fromRate === toRate * 2) return new HalfbandDecimator();
  return new PolyphaseResampler(fromRate, toRate);
}

class Passthrough implements Resampler {
  process(input: Int16Array, inputAt: number, count: number, output: Int16Array, outputAt: number): number {
    for (let index = 0; index < count; index += 1) output[outputAt + index] = input[inputAt + index]!;
    return count;
  }

  reset(): void {
    // Nothing is remembered.
  }
}

/** Each sample, after the mean of it and the one before: half a sample of delay. */
class LinearDoubler implements Resampler {
  #previous = 0;

  process(input: Int16Array, inputAt: number, count: number, output: Int16Array, outputAt: number): number {
    let previous = this.#previous;
    let to = outputAt;
    for (let index = inputAt; index < inputAt + count; index += 1) {
      const sample = input[index]!;
      output[to] = (previous + sample) >> 1;
      output[to + 1] = sample;
      to += 2;
      previous = sample;
    }
    this.#previous = previous;
    return count * 2;
  }

  reset(): void {
    this.#previous = 0;
  }
}
