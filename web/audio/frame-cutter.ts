/**
 * From what a microphone gives (floating point, in quanta of 128 samples, at the rate of the device) to
 * what the wire carries: PCM16 at 16 kHz in frames of 20 ms. Muted, it goes on with zeros: the far end
 * tells the end of a turn by silence.
 */
import { createResampler } from '../../src/audio/resample.ts';
import { toPcm16 } from '../../src/audio/windowed-sinc.ts';

export const microphoneRate = 16_000;
export const frameSamples = microphoneRate / 50;

export class FrameCutter {
  muted = false;
  readonly #resampler: ReturnType<typeof createResampler>;
  readonly #onFrame: (frame: Int16Array, level: number) => void;
  readonly #input = new Int16Array(1024);
  readonly #output = new Int16Array(2048);
  readonly #frame = new Int16Array(frameSamples);
  #filled = 0;
  #power = 0;

  /** @param onFrame gets a frame that it must copy, and its level as root mean square, 0 to 1. */
  constructor(deviceRate: number, onFrame: (frame: Int16Array, level: number) => void) {
    this.#resampler = createResampler(deviceRate, microphoneRate);
    this.#onFrame = onFrame;
  }

  /** @param quantum at most 1024 samples. */
  push(quantum: Float32Array): void {
    for (let index = 0; index < quantum.length; index += 1) {
      this.#input[index] = this.muted ? 0 : toPcm16(quantum[index]! * 32768);
    }
    const count = this.#resampler.process(this.#input, 0, quantum.length, this.#output, 0);
    for (let index = 0; index < count; index += 1) this.#take(this.#output[index]!);
  }

  #take(sample: number): void {
    this.#frame[this.#filled] = sample;
    this.#filled += 1;
    this.#power += (sample / 32768) ** 2;
    if (this.#filled < frameSamples) return;
    this.#onFrame(this.#frame, Math.sqrt(this.#power / frameSamples));
    this.#filled = 0;
    this.#power = 0;
  }
}
