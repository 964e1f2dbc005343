/**
 * Changes the sample rate by any small ratio `up / down` (24→16 is 2/3) with one windowed sinc.
 *
 * Think of `up - 1` zeros put between the samples, a low-pass over that, and every `down`-th value
 * kept; only the taps that meet a real sample are ever multiplied, one set (phase) per output.
 */
import { toPcm16, windowedSinc } from './windowed-sinc.ts';
import type { Resampler } from './resampler.ts';

/** Zero crossings kept on each side of the sinc: the length of the memory, in samples of the lower rate. */
const crossings = 8;
/** About 60 dB of rejection. */
const beta = 6;
/** Half amplitude at 92 % of the lower band: a little of the top is given for less aliasing. */
const bandShare = 0.92;
const blockSamples = 960;

export class PolyphaseResampler implements Resampler {
  readonly #up: number;
  readonly #down: number;
  /** Taps of one phase: a multiple of four, for the sake of the inner loop. */
  readonly #taps: number;
  /** Phase after phase, each reversed so that it runs along the line. */
  readonly #phases: Float64Array;
  readonly #line: Float64Array;
  /** Where the next output lies, in steps of 1/up of an input sample after the first new one. */
  #position = 0;

  constructor(fromRate: number, toRate: number) {
    const divisor = greatestCommonDivisor(fromRate, toRate);
    this.#up = toRate / divisor;
    this.#down = fromRate / divisor;
    const steepest = Math.max(this.#up, this.#down);
    this.#taps = Math.ceil((2 * crossings * steepest) / this.#up / 4) * 4;
    const prototype = windowedSinc(this.#taps * this.#up, (0.5 * bandShare) / steepest, beta);
    this.#phases = new Float64Array(this.#taps * this.#up);
    for (let phase = 0; phase < this.#up; phase += 1) {
      for (let tap = 0; tap < this.#taps; tap += 1) {
        this.#phases[phase * this.#taps + this.#taps - 1 - tap] =
          prototype[phase + tap * this.#up]! * this.#up;
      }
    }
    this.#line = new Float64Array(this.#taps - 1 + blockSamples);
  }

  process(input: Int16Array, inputAt: number, count: number, output: Int16Array, outputAt: number): number {
    let written = 0;
    for (let done = 0; done < count; done += blockSamples) {
      const block = Math.min(blockSamples, count - done);
      written += this.#filter(input, inputAt + done, block, output, outputAt + written);
    }
    return written;
  }

  reset(): void {
    this.#line.fill(0);
    this.#position = 0;
  }

  #filter(input: Int16Array, inputAt: number, count: number, output: Int16Array, outputAt: number): number {
    const line = this.#line;
    const phases = this.#phases;
    const taps = this.#taps;
    const history = taps - 1;
    for (let index = 0; index < count; index += 1) line[history + index] = input[inputAt + index]!;
    const end = count * this.#up;
    let position = this.#position;
    let to = outputAt;
    while (position < end) {
      const from = Math.floor(position / this.#up);
      const phaseAt = (position - from * this.#up) * taps;
      // Four sums that do not wait for one another: more than twice as fast as one.
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let tap = 0; tap < taps; tap += 4) {
        a += phases[phaseAt + tap]! * line[from + tap]!;
        b += phases[phaseAt + tap + 1]! * line[from + tap + 1]!;
        c += phases[phaseAt + tap + 2]! * line[from + tap + 2]!;
        d += phases[phaseAt + tap + 3]! * line[from + tap + 3]!;
      }
      output[to] = toPcm16(a + b + (c + d));
      to += 1;
      position += this.#down;
    }
    this.#position = position - end;
    line.copyWithin(0, count, count + history);
    return to - outputAt;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
