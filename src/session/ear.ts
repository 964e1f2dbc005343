/**
 * Ear is the audio plane of what comes in: every frame goes to the VAD, and what is speech to the STT.
 *
 *   frame ─▶ ring of the last moments ─┬─ quiet: kept
 *         └▶ VAD                       └─ speech: the ring, then frame after frame, to the STT
 *
 * Recognisers lose the first word when they are fed from the first voiced frame, so they get what lay
 * before it; and how the voice went before a pause is read off the same ring, so that it is written all the
 * time. In batch mode (the sequential pipeline) the ring is long and is handed over at the flush. Per frame
 * nothing is allocated, awaited or emitted.
 */
import { bytesPerSample, msToSamples, samplesToMs, type AudioFormat } from '../audio/format.ts';
import { ByteRing } from '../audio/byte-ring.ts';
import { ProsodyMeter } from '../audio/prosody.ts';
import { decodeSamples } from '../audio/decode.ts';
import type { AudioSink } from '../contracts/media-leg.ts';
import type { SttStream } from '../contracts/stt.ts';
import type { Prosody } from '../contracts/turn-detector.ts';
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
  /** End of what the STT has got, in samples: it gets nothing twice. */
  #fedUntil = 0;
  #meter: ProsodyMeter | undefined;
  #samples: Int16Array | undefined;
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
    if (this.#feeding) {
      this.#stt?.write(bytes, offset, length, sequence, start, lostFrames);
      this.#fedUntil = this.#positionSamples;
    }
    this.#ring.write(bytes, offset, length);
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
      this.#feedFrom(Math.max(from, this.#fedUntil) - ringStart);
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

  /** How the voice went before it paused: of the last moments, the silence behind it left out. */
  prosody(): Prosody | undefined {
    const { encoding, sampleRate } = this.#format;
    if (this.#batch || sampleRate % ProsodyMeter.rateUnit !== 0) return undefined;
    this.#meter ??= new ProsodyMeter(sampleRate);
    this.#samples ??= new Int16Array(this.#ring.capacity);
    const length = this.#ring.peek(this.#scratch, 0, this.#ring.length);
    const count = decodeSamples(encoding, this.#scratch, 0, length, this.#samples);
    const measures = this.#meter.measure(this.#samples, 0, count);
    if (measures === undefined) return undefined;
    const { energySlopeDb, pitchSlopeSemitones, pitchDropSemitones } = measures;
    return {
      energySlopeDb,
      ...(pitchSlopeSemitones === undefined ? {} : { pitchSlopeSemitones }),
      ...(pitchDropSemitones === undefined ? {} : { pitchDropSemitones }),
    };
  }

  /** Gives the STT what the ring holds from so many samples after its beginning, and keeps it for `prosody`. */
  #feedFrom(samples: number): void {
    const unit = bytesPerSample(this.#format.encoding);
    const held = this.#ring.peek(this.#scratch, 0, this.#ring.length);
    const skipped = Math.min(held, Math.max(0, Math.floor(samples)) * unit);
    this.#fedUntil = this.#positionSamples;
    if (held === skipped) return;
    const start = this.#positionSamples - (held - skipped) / unit;
    this.#stt?.write(this.#scratch, skipped, held - skipped, this.#sequence, start, 0);
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
