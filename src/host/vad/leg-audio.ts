/**
 * The last moments of one leg: encoded while nobody speaks, PCM at the model's rate while it matters.
 *
 * A silent frame is only copied into a short pre-roll. When something is heard, the pre-roll is
 * decoded first, so that the model hears what came just before. Positions count samples at the
 * model's rate from the start of the leg; they are media time, whatever was lost or never decoded.
 */
import { copyBytes } from '../../audio/copy-bytes.ts';
import { decodeSamples } from '../../audio/decode.ts';
import { frameBytes, frameMs, msToSamples, type AudioFormat } from '../../audio/format.ts';
import { createResampler } from '../../audio/resample.ts';
import type { Resampler } from '../../audio/resampler.ts';

/** 100 ms: three chunks of the model together with the frame that woke us. */
const preRollFrames = 5;
/** A quarter of a second of PCM: eight chunks, more than ever wait for a batch. */
const historyMs = 256;

export class LegAudio {
  readonly format: AudioFormat;
  /** One frame at the model's rate, the latest that was decoded. */
  readonly frame: Int16Array;
  readonly frameSamples: number;
  readonly frameBytes: number;
  readonly #preRoll: Uint8Array;
  #preRollCount = 0;
  #preRollNext = 0;
  readonly #decoded: Int16Array;
  readonly #resampler: Resampler | undefined;
  readonly #history: Int16Array;
  /** The same memory, for copying. */
  readonly #historyBytes: Uint8Array;
  readonly #frameBytes: Uint8Array;
  /** Behind the latest sample of history. */
  #end = 0;
  /** The oldest sample that is still there and joined to the latest without a gap. */
  #start = 0;

  constructor(format: AudioFormat, modelRate: number) {
    this.format = format;
    this.frameBytes = frameBytes(format);
    this.frameSamples = msToSamples(frameMs, modelRate);
    this.frame = new Int16Array(this.frameSamples);
    this.#preRoll = new Uint8Array(preRollFrames * this.frameBytes);
    const needsResampling = format.sampleRate !== modelRate;
    this.#resampler = needsResampling ? createResampler(format.sampleRate, modelRate) : undefined;
    this.#decoded = needsResampling ? new Int16Array(msToSamples(frameMs, format.sampleRate)) : this.frame;
    this.#history = new Int16Array(msToSamples(historyMs, modelRate));
    this.#historyBytes = new Uint8Array(this.#history.buffer);
    this.#frameBytes = new Uint8Array(this.frame.buffer);
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  /** Keeps one frame undecoded. */
  keep(bytes: Uint8Array, offset: number, length: number): void {
    const at = this.#preRollNext * this.frameBytes;
    copyBytes(bytes, offset, length, this.#preRoll, at);
    this.#padPreRoll(at + length, at + this.frameBytes);
    this.#preRollNext = (this.#preRollNext + 1) % preRollFrames;
    if (this.#preRollCount < preRollFrames) this.#preRollCount += 1;
  }

  /** Decodes what was kept; `frameIndex` is that of the frame which comes next. */
  wake(frameIndex: number): void {
    this.#resampler?.reset();
    const count = this.#preRollCount;
    this.#end = (frameIndex - count) * this.frameSamples;
    this.#start = this.#end;
    let slot = (this.#preRollNext - count + preRollFrames) % preRollFrames;
    for (let index = 0; index < count; index += 1) {
      this.append(this.#preRoll, slot * this.frameBytes, this.frameBytes);
      slot = (slot + 1) % preRollFrames;
    }
    this.#preRollCount = 0;
  }

  /** Decodes one frame into `frame` and into history. */
  append(bytes: Uint8Array, offset: number, length: number): void {
    const decoded = this.#decoded;
    const count = decodeSamples(this.format.encoding, bytes, offset, length, decoded);
    if (count < decoded.length) decoded.fill(0, count);
    this.#resampler?.process(decoded, 0, decoded.length, this.frame, 0);
    this.#keepFrame();
    const { length: room } = this.#history;
    this.#end += this.frameSamples;
    if (this.#end - this.#start > room) this.#start = this.#end - room;
  }

  /** Copies `count` samples from `position` on; they must lie between `start` and `end`. */
  read(position: number, count: number, into: Int16Array, at: number): void {
    const history = this.#history;
    let from = position % history.length;
    for (let index = 0; index < count; index += 1) {
      into[at + index] = history[from]!;
      from += 1;
      if (from === history.length) from = 0;
    }
  }

  /** Frames were lost: nothing before `frameIndex` joins what comes next. */
  skipTo(frameIndex: number): void {
    this.#resampler?.reset();
    this.#preRollCount = 0;
    this.#end = frameIndex * this.frameSamples;
    this.#start = this.#end;
  }

  #keepFrame(): void {
    const unit = Int16Array.BYTES_PER_ELEMENT;
    const history = this.#historyBytes;
    const to = (this.#end * unit) % history.length;
    const count = this.frameSamples * unit;
    const first = Math.min(count, history.length - to);
    copyBytes(this.#frameBytes, 0, first, history, to);
    if (count > first) copyBytes(this.#frameBytes, first, count - first, history, 0);
  }

  /** A frame that came short is silence to its end. */
  #padPreRoll(from: number, to: number): void {
    if (from >= to) return;
    const silence = this.format.encoding === 'pcm16le' ? 0 : this.format.encoding === 'mulaw' ? 0xff : 0xd5;
    this.#preRoll.fill(silence, from, to);
  }
}
