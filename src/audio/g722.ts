/**
 * G.722 decides how 7 kHz speech fits into 64 kbit/s: this is its decoder, in mode 1 (all eight
 * bits carry sound), after the block names of ITU-T Recommendation G.722.
 *
 *   byte ─┬─ 6 bits ─▶ lower band (0-4 kHz) ─┐
 *         └─ 2 bits ─▶ upper band (4-8 kHz) ─┴─▶ synthesis filter ─▶ 2 samples at 16 kHz
 *
 * Intuition: each band is ADPCM. A step size follows the loudness, a predictor of two poles and six
 * zeros follows the spectrum, and both learn only from what the far end knows too, so that decoder
 * and encoder never drift apart. All arithmetic is 16-bit fixed point: results are bit-exact.
 */

/** Sampling rate of the decoded sound. */
export const g722SampleRate = 16_000;

/** Reconstruction levels of the lower band by its six bits, and by the four that steer adaptation. */
const lowerLevels6 = Int16Array.from([
  -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360,
  -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688,
  -1360, -1040, -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192,
  6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432,
  -136,
]);
const lowerLevels4 = Int16Array.from([
  0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0,
]);
const upperLevels2 = Int16Array.from([-7408, -1616, 7408, 1616]);
/** How far a code moves the logarithm of the step: W_L by four bits, W_H by two. */
const lowerStepMoves = Int16Array.from([
  -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60,
]);
const upperStepMoves = Int16Array.from([798, -214, 798, -214]);
/** 2^(i/32), scaled by 2048: turns the logarithm of the step back into a step. */
const powersOfTwo = Int16Array.from({ length: 32 }, (_, index) => Math.round(2048 * 2 ** (index / 32)));
/** The two phases of the 24-tap quadrature mirror filter are each other's mirror image. */
const mirrorFilter = Int16Array.from([3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11]);

function saturate(value: number): number {
  return value > 32767 ? 32767 : value < -32768 ? -32768 : value;
}

/** One ADPCM band: quantiser step and predictor, adapted after every sample. */
class Band {
  /** Prediction of the next sample (s), and the part of it that the zeros make (sz). */
  #prediction = 0;
  #zeroPrediction = 0;
  /** The last two reconstructed (r) and partially reconstructed (p) samples. */
  #reconstructed1 = 0;
  #reconstructed2 = 0;
  #partial1 = 0;
  #partial2 = 0;
  #pole1 = 0;
  #pole2 = 0;
  readonly #zeros = new Int32Array(6);
  readonly #differences = new Int32Array(6);
  #logStep = 0;
  #step: number;
  readonly #logStepMax: number;
  readonly #stepShift: number;

  constructor(step: number, logStepMax: number, stepShift: number) {
    this.#step = step;
    this.#logStepMax = logStepMax;
    this.#stepShift = stepShift;
  }

  /** Decodes one sample: `outputLevel` is what is heard, `adaptLevel` what the predictor learns from. */
  decode(outputLevel: number, adaptLevel: number, stepMove: number): number {
    const sample = this.#prediction + ((this.#step * outputLevel) >> 15);
    this.#predict((this.#step * adaptLevel) >> 15);
    this.#adaptStep(stepMove);
    return sample > 16383 ? 16383 : sample < -16384 ? -16384 : sample;
  }

  /** LOGSCL, SCALEL and their upper-band twins. */
  #adaptStep(move: number): void {
    const logStep = ((this.#logStep * 127) >> 7) + move;
    this.#logStep = logStep < 0 ? 0 : logStep > this.#logStepMax ? this.#logStepMax : logStep;
    const shift = this.#stepShift - (this.#logStep >> 11);
    const mantissa = powersOfTwo[(this.#logStep >> 6) & 31]!;
    this.#step = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
  }

  /** RECONS and PARREC, then the coefficients, then FILTEP, FILTEZ and PREDIC for the next sample. */
  #predict(difference: number): void {
    const reconstructed = saturate(this.#prediction + difference);
    const partial = saturate(this.#zeroPrediction + difference);
    this.#adaptPoles(partial);
    const zeroPrediction = this.#filterZeros(difference);

    this.#partial2 = this.#partial1;
    this.#partial1 = partial;
    this.#reconstructed2 = this.#reconstructed1;
    this.#reconstructed1 = reconstructed;
    const polePrediction = saturate(
      ((this.#pole1 * saturate(2 * this.#reconstructed1)) >> 15) +
        ((this.#pole2 * saturate(2 * this.#reconstructed2)) >> 15),
    );
    this.#zeroPrediction = zeroPrediction;
    this.#prediction = saturate(polePrediction + zeroPrediction);
  }

  /** UPPOL2 and UPPOL1: the limits keep the two poles inside the unit circle. */
  #adaptPoles(partial: number): void {
    const sameAs1 = partial < 0 === this.#partial1 < 0;
    const sameAs2 = partial < 0 === this.#partial2 < 0;
    const slope = saturate(this.#pole1 * 4);
    let pole2 = (sameAs1 ? saturate(-slope) : slope) >> 7;
    pole2 += (sameAs2 ? 128 : -128) + ((this.#pole2 * 32512) >> 15);
    pole2 = pole2 > 12288 ? 12288 : pole2 < -12288 ? -12288 : pole2;

    const limit = 15360 - pole2;
    const pole1 = (sameAs1 ? 192 : -192) + ((this.#pole1 * 32640) >> 15);
    this.#pole1 = pole1 > limit ? limit : pole1 < -limit ? -limit : pole1;
    this.#pole2 = pole2;
  }

  /** UPZERO and FILTEZ in one walk; the delay line moves along. */
  #filterZeros(difference: number): number {
    const gain = difference === 0 ? 0 : 128;
    let prediction = 0;
    let newer = difference;
    for (let index = 0; index < 6; index += 1) {
      const older = this.#differences[index]!;
      const move = older < 0 === difference < 0 ? gain : -gain;
      const zero = saturate(((this.#zeros[index]! * 32640) >> 15) + move);
      this.#zeros[index] = zero;
      this.#differences[index] = newer;
      prediction += (zero * saturate(2 * newer)) >> 15;
      newer = older;
    }
    return saturate(prediction);
  }
}

/** Decodes one G.722 stream at 64 kbit/s. State runs from packet to packet: one decoder per stream. */
export class G722Decoder {
  readonly #lower = new Band(32, 18432, 8);
  readonly #upper = new Band(8, 22528, 10);
  /** Sums and differences of the bands, newest last. */
  readonly #sums = new Int32Array(12);
  readonly #differences = new Int32Array(12);

  /** Two samples for every byte; `output` must have room for them. Returns the samples written. */
  decodeInto(bytes: Uint8Array, output: Int16Array): number {
    let written = 0;
    for (const code of bytes) {
      const low = code & 0x3f;
      const high = code >> 6;
      const adapt = low >> 2;
      const lower = this.#lower.decode(lowerLevels6[low]!, lowerLevels4[adapt]!, lowerStepMoves[adapt]!);
      const upper = this.#upper.decode(upperLevels2[high]!, upperLevels2[high]!, upperStepMoves[high]!);
      this.#synthesise(lower, upper, output, written);
      written += 2;
    }
    return written;
  }

  #synthesise(lower: number, upper: number, output: Int16Array, at: number): void {
    this.#sums.copyWithin(0, 1);
    this.#sums[11] = lower + upper;
    this.#differences.copyWithin(0, 1);
    this.#differences[11] = lower - upper;
    let first = 0;
    let second = 0;
    for (let tap = 0; tap < 12; tap += 1) {
      first += this.#differences[tap]! * mirrorFilter[11 - tap]!;
      second += this.#sums[tap]! * mirrorFilter[tap]!;
    }
    output[at] = saturate(first >> 11);
    output[at + 1] = saturate(second >> 11);
  }
}

/** Decodes a whole G.722 recording to PCM16 at `g722SampleRate`. */
export function decodeG722(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length * 2);
  new G722Decoder().decodeInto(bytes, samples);
  return samples;
}
