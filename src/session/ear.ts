/**
 * Ear is the audio plane of what comes in: every frame goes to the VAD, and what is speech to the STT.
 *
 *   frame ─▶ pre-roll ring ─┬─ quiet: the ring keeps the last moments
 *         └▶ VAD            └─ speech: the ring, then frame after frame, to the STT until it is flushed
 *
 * Recognisers lose the first word when they are fed from the first voiced frame, so they get what lay
 * before it. In batch mode (the sequential pipeline) the ring is long and is handed over at the flush.
 * Per frame nothing is allocated, awaited or emitted.
 */
import { bytesPerSample, msToSamples, samplesToMs, type AudioFormat } from '../audio/format.ts';
import { ByteRing } from '../audio/byte-ring.ts';
import type { AudioSink } from '../contracts/media-leg.ts';
import type { SttStream } from '../contracts/stt.ts';
import type { VadLane } from '../contracts/vad.ts';

/** Sound before the onset that the STT gets. */
const preRollMs = 400;
/** How much later than the onset its edge may arrive, at worst. */
const edgeDelayMs = 500;
/** The longest turn that the batch mode hears whole; of a longer one, its end. */
const batchMs = 60_000;

export class Ear implements AudioSink {
  /** Frames received: a leg whose count stands still is silent. */
  framesReceived = 0;
  #positionSamples = 0;
  #feeding = false;
  /** Batch mode: the ring holds a turn from its beginning. */
  #turnHeld = false;
  #sequence = 0;
  #ring: ByteRing;
  #scratch: Uint8Array;
  #stt: SttStream | undefined;
  #batch: boolean;
  readonly #format: AudioFormat;
  readonly #lane: VadLane;
  readonly #vad: number;
  #closed = false;

  constructor(
    format: AudioFormat,
    batch: boolean,
    lane: VadLane,
    edges: { onSpeechStart(mediaMs: number, confidence: number): void; onSpeechEnd(mediaMs: number): void },
  ) {
    this.#format = format;
    this.#lane = lane;
    this.#batch = batch;
    this.#ring = this.#newRing();
    this.#scratch = new Uint8Array(this.#ring.capacity);
    this.#vad = lane.open(format, edges);
  }

  /** End of the audio received, in the leg's media time. */
  get positionMs(): number {
    return samplesToMs(this.#positionSamples, this.#format.sampleRate);
  }

  /** Where speech goes from now on. */
  connect(stt: SttStream | undefined): void {
    this.#stt = stt;
  }

  /** Takes effect at once; what the ring holds is dropped. */
  setBatch(batch: boolean): void {
    if (batch === this.#batch) return;
    this.#batch = batch;
    this.#feeding = false;
    this.#ring = this.#newRing();
    this.#scratch = new Uint8Array(this.#ring.capacity);
  }

  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    sequence: number,
    mediaTimeSamples: number,
    lostFrames: number,
  ): void {
    if (this.#closed) return;
    this.framesReceived += 1;
    this.#sequence = sequence;
    const start = mediaTimeSamples;
    this.#positionSamples = start + length / bytesPerSample(this.#format.encoding);
    if (this.#feeding) this.#stt?.write(bytes, offset, length, sequence, start, lostFrames);
    else this.#ring.write(bytes, offset, length);
    if (lostFrames > 0) this.#lane.skip(this.#vad, lostFrames);
    this.#lane.push(this.#vad, bytes, offset, length);
  }

  /** Speech began at `mediaMs`: the STT hears it from a little before. */
  startSpeech(mediaMs: number): void {
    if (this.#feeding) return;
    const from = msToSamples(mediaMs - preRollMs, this.#format.sampleRate);
    const unit = bytesPerSample(this.#format.encoding);
    const ringStart = this.#positionSamples - this.#ring.length / unit;
    // In batch mode what an earlier segment of the same turn left is still wanted.
    if (!this.#batch) {
      this.#ring.skip(Math.max(0, Math.floor(from - ringStart)) * unit);
      this.#drainRing();
      this.#feeding = true;
    } else if (!this.#turnHeld) {
      this.#ring.skip(Math.max(0, Math.floor(from - ringStart)) * unit);
      this.#turnHeld = true;
    }
  }

  /** Speech has ended and nobody wants its segment: the ring begins anew. */
  stopSpeech(): void {
    if (!this.#batch) this.#feeding = false;
  }

  /** The segment ends with what was heard so far; where the caller still speaks, the next begins with the next frame. */
  flush(segment: number): void {
    if (this.#batch) this.#drainRing();
    this.#turnHeld = false;
    this.#stt?.flush(segment);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#lane.close(this.#vad);
  }

  #drainRing(): void {
    const length = this.#ring.read(this.#scratch, 0, this.#ring.length);
    if (length === 0) return;
    const start = this.#positionSamples - length / bytesPerSample(this.#format.encoding);
    this.#stt?.write(this.#scratch, 0, length, this.#sequence, start, 0);
  }

  #newRing(): ByteRing {
    const ms = this.#batch ? batchMs : preRollMs + edgeDelayMs;
    const samples = msToSamples(ms, this.#format.sampleRate);
    return new ByteRing(samples * bytesPerSample(this.#format.encoding), 'drop-oldest');
  }
}
