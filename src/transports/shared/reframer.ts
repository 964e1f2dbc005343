/**
 * Cuts whatever arrives into frames of 20 ms.
 *
 * Networks and browsers send pieces of any size; whoever listens wants one size. A piece that begins on
 * a frame boundary is passed on from the sender's own buffer; only what is left over is copied and
 * waits for its other half.
 */
import { bytesPerSample, frameBytes, type AudioFormat } from '../../audio/format.ts';
import type { AudioSink } from '../../contracts/media-leg.ts';

export class Reframer {
  readonly frameBytes: number;
  readonly #frameSamples: number;
  readonly #partial: Uint8Array;
  #partialBytes = 0;
  #sequence = 0;
  #lostFrames = 0;

  constructor(format: AudioFormat) {
    this.frameBytes = frameBytes(format);
    this.#frameSamples = this.frameBytes / bytesPerSample(format.encoding);
    this.#partial = new Uint8Array(this.frameBytes);
  }

  /** Hands every complete frame to `sink`, synchronously. */
  push(bytes: Uint8Array, offset: number, length: number, sink: AudioSink): void {
    const end = offset + length;
    let position = offset;
    if (this.#partialBytes > 0) position += this.#fillPartial(bytes, offset, end, sink);
    for (; position + this.frameBytes <= end; position += this.frameBytes) {
      this.#emit(sink, bytes, position);
    }
    this.#keepRest(bytes, position, end);
  }

  /** Frames that never arrived or were dropped: the next frame tells of them, and time moves on. */
  skip(frames: number): void {
    this.#lostFrames += frames;
  }

  #fillPartial(bytes: Uint8Array, offset: number, end: number, sink: AudioSink): number {
    const count = Math.min(this.frameBytes - this.#partialBytes, end - offset);
    this.#copy(bytes, offset, count);
    if (this.#partialBytes === this.frameBytes) {
      this.#partialBytes = 0;
      this.#emit(sink, this.#partial, 0);
    }
    return count;
  }

  #keepRest(bytes: Uint8Array, position: number, end: number): void {
    if (position < end) this.#copy(bytes, position, end - position);
  }

  /** Byte by byte below a frame is cheaper than a view for `set`. */
  #copy(bytes: Uint8Array, offset: number, count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.#partial[this.#partialBytes + index] = bytes[offset + index]!;
    }
    this.#partialBytes += count;
  }

  #emit(sink: AudioSink, bytes: Uint8Array, position: number): void {
    const lost = this.#lostFrames;
    this.#lostFrames = 0;
    this.#sequence += lost;
    const sequence = this.#sequence;
    this.#sequence += 1;
    sink.write(bytes, position, this.frameBytes, sequence, sequence * this.#frameSamples, lost);
  }
}
