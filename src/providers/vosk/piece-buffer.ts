/**
 * Joins frames of 20 ms into pieces of 100 ms for the child.
 *
 * One buffer per stream, reused: it has room for a whole message (position, then audio), and the channel
 * copies it when it is sent. A hole in the audio ends a piece early, so that a piece is always unbroken.
 */
import { bytesPerSample, msToSamples, type AudioFormat } from '../../audio/format.ts';
import { audioHeaderBytes } from './protocol.ts';

const pieceMs = 100;

export class PieceBuffer {
  readonly #message: Buffer;
  readonly #sampleBytes: number;
  /** Called with the whole message, which holds only until it returns. */
  readonly #send: (message: Uint8Array, audioBytes: number) => void;
  #filled = 0;
  /** Where the sample after the last one buffered belongs. */
  #nextSamples = 0;

  constructor(format: AudioFormat, send: (message: Uint8Array, audioBytes: number) => void) {
    this.#sampleBytes = bytesPerSample(format.encoding);
    const pieceBytes = msToSamples(pieceMs, format.sampleRate) * this.#sampleBytes;
    this.#message = Buffer.alloc(audioHeaderBytes + pieceBytes);
    this.#send = send;
  }

  add(bytes: Uint8Array, offset: number, length: number, mediaTimeSamples: number): void {
    if (this.#filled > 0 && mediaTimeSamples !== this.#nextSamples) this.flush();
    const capacity = this.#message.length - audioHeaderBytes;
    let from = offset;
    let samples = mediaTimeSamples;
    const end = offset + length - (length % this.#sampleBytes);
    while (from < end) {
      if (this.#filled === 0) this.#message.writeDoubleLE(samples, 0);
      const count = Math.min(capacity - this.#filled, end - from);
      this.#copy(bytes, from, count);
      from += count;
      samples += count / this.#sampleBytes;
      if (this.#filled === capacity) this.flush();
    }
    this.#nextSamples = samples;
  }

  /** Sends what there is. */
  flush(): void {
    if (this.#filled === 0) return;
    const audioBytes = this.#filled;
    this.#filled = 0;
    this.#send(this.#message.subarray(0, audioHeaderBytes + audioBytes), audioBytes);
  }

  #copy(bytes: Uint8Array, from: number, count: number): void {
    // A loop, not `set`: that would need a view, which is an object per frame.
    const message = this.#message;
    let to = audioHeaderBytes + this.#filled;
    for (let index = from; index < from + count; index += 1) {
      message[to] = bytes[index]!;
      to += 1;
    }
    this.#filled += count;
  }
}
