/**
 * One stream inside the child: its queue of work, done in bounded steps and strictly in order.
 *
 *   hearing ──flush──▶ concluding ──answer sent──▶ tidying ──▶ hearing
 *
 * `work` does one step and returns, so that the child can go round its streams: a caller with ten
 * seconds of backlog delays the others by one piece, not by ten seconds' worth.
 */
import { decodeSamples } from '../../audio/decode.ts';
import { bytesPerSample, samplesToMs, type AudioFormat } from '../../audio/format.ts';
import { createResampler } from '../../audio/resample.ts';
import type { Resampler } from '../../audio/resampler.ts';
import { engineSampleRate } from './engine.ts';
import type { HeardWord } from './hypothesis.ts';
import { wantReading } from './digit-reading.ts';
import { InterimTracker } from './interim-tracker.ts';
import type { HeardMessage } from './protocol.ts';
import type { Likely } from './grammars.ts';
import type { Recognisers } from './recognisers.ts';
import { SegmentRecognition } from './segment-recognition.ts';

export interface HearingListener {
  onHeard(message: HeardMessage): void;
  onProcessed(bytes: number): void;
}

type Job =
  | { type: 'audio'; bytes: Uint8Array; mediaTimeSamples: number }
  | { type: 'flush'; segment: number }
  | { type: 'update'; likely: Likely };

/** Progress is told so often, and at every flush. */
const progressMs = 500;
/** Lost packets up to here are silence; beyond, the sound is not one piece and is joined. */
const fillMaxMs = 200;
/** A stretch without a flush is concluded in parts of this length: an utterance's memory is not bounded otherwise. */
const partMaxSamples = 60 * engineSampleRate;

export class Hearing implements Disposable {
  readonly #format: AudioFormat;
  readonly #listener: HearingListener;
  readonly #recognisers: Recognisers;
  readonly #recognition: SegmentRecognition;
  readonly #resampler: Resampler;
  readonly #interims = new InterimTracker();
  readonly #jobs: Job[] = [];
  #likely: Likely;
  #phase: 'hearing' | 'concluding' | 'tidying' = 'hearing';
  /** The segment that the flush under way ends; undefined for a part of a long one. */
  #concluding: number | undefined;
  /** Number of the segment being heard. */
  #segment = 0;
  /** Words of the segment's earlier parts. */
  #earlier: HeardMessage['words'] & object = [];
  #mediaEndMs = 0;
  #unreported = 0;
  #decoded = new Int16Array(0);
  #heard = new Int16Array(0);

  constructor(format: AudioFormat, likely: Likely, recognisers: Recognisers, listener: HearingListener) {
    this.#format = format;
    this.#listener = listener;
    this.#recognisers = recognisers;
    this.#likely = likely;
    this.#recognition = new SegmentRecognition(recognisers, likely);
    this.#resampler = createResampler(format.sampleRate, engineSampleRate);
    this.#prepare();
  }

  /** `bytes` must be the hearing's own. */
  push(job: Job): void {
    this.#jobs.push(job);
  }

  /** @param eager free-form may follow although nothing asks for it. @returns false when there was nothing to do. */
  work(eager: boolean): boolean {
    if (this.#phase === 'tidying') {
      this.#tidy();
      return true;
    }
    if (this.#phase === 'concluding') {
      this.#conclude();
      return true;
    }
    const job = this.#jobs.shift();
    if (job !== undefined) {
      this.#do(job);
      return true;
    }
    if (!this.#recognition.hasBacklog || !(eager || this.#recognition.doubtful)) return false;
    this.#recognition.workOff();
    this.#tellInterim();
    return true;
  }

  [Symbol.dispose](): void {
    this.#jobs.length = 0;
    this.#recognition.release();
  }

  #do(job: Job): void {
    if (job.type === 'audio') this.#hear(job.bytes, job.mediaTimeSamples);
    else if (job.type === 'flush') this.#flush(job.segment);
    else this.#update(job.likely);
  }

  #hear(bytes: Uint8Array, mediaTimeSamples: number): void {
    this.#reserve(bytes.length);
    const mediaMs = samplesToMs(mediaTimeSamples, this.#format.sampleRate);
    this.#bridge(mediaMs);
    const decoded = decodeSamples(this.#format.encoding, bytes, 0, bytes.length, this.#decoded);
    const count = this.#resampler.process(this.#decoded, 0, decoded, this.#heard, 0);
    this.#recognition.hear(this.#heard, count, mediaMs);
    this.#tellInterim();
    this.#unreported += bytes.length;
    const { encoding, sampleRate } = this.#format;
    if (samplesToMs(this.#unreported / bytesPerSample(encoding), sampleRate) >= progressMs) {
      this.#reportProgress();
    }
    if (this.#recognition.timeline.samples >= partMaxSamples) {
      this.#phase = 'concluding';
      this.#concluding = undefined;
    }
  }

  /** A short hole becomes silence; after a long one the filters start anew. */
  #bridge(mediaMs: number): void {
    const endMs = this.#recognition.timeline.endMs;
    if (endMs === undefined) return;
    const holeMs = mediaMs - endMs;
    if (Math.abs(holeMs) <= 1) return;
    this.#resampler.reset();
    if (holeMs < 0 || holeMs > fillMaxMs) return;
    const silence = new Int16Array(Math.round((holeMs * engineSampleRate) / 1000));
    this.#recognition.hear(silence, silence.length, endMs);
  }

  #flush(segment: number): void {
    this.#reportProgress();
    this.#concluding = segment;
    this.#phase = 'concluding';
  }

  #update(likely: Likely): void {
    this.#likely = likely;
    this.#prepare();
    // Nothing heard yet: it can hold for this segment.
    if (this.#recognition.timeline.samples === 0) this.#recognition.restart(likely);
  }

  #prepare(): void {
    const { grammar, digits } = this.#likely;
    if (grammar !== undefined) this.#recognisers.want(grammar);
    if (digits !== undefined) wantReading(digits, this.#recognisers);
    this.#recognisers.want(undefined);
  }

  #conclude(): void {
    const heard = this.#recognition.conclude();
    if (heard === undefined) return;
    this.#phase = 'tidying';
    const words = [...this.#earlier, ...heard.map((word) => this.#toMediaTime(word))];
    this.#mediaEndMs = this.#recognition.timeline.endMs ?? this.#mediaEndMs;
    if (this.#concluding === undefined) {
      this.#earlier = words;
      return;
    }
    this.#earlier = [];
    this.#listener.onHeard({
      segment: this.#concluding,
      final: true,
      text: textOf(words),
      stability: 1,
      confidence: meanConfidence(words),
      words,
      mediaEndMs: this.#mediaEndMs,
    });
    this.#segment = this.#concluding + 1;
  }

  #tidy(): void {
    this.#recognition.release();
    this.#recognition.restart(this.#likely);
    this.#resampler.reset();
    this.#interims.clear();
    this.#phase = 'hearing';
  }

  #tellInterim(): void {
    const interim = this.#recognition.interim();
    if (interim === undefined) return;
    const { timeline } = this.#recognition;
    const stability = this.#interims.look(
      interim.text,
      interim.by,
      timeline.samples / (engineSampleRate / 1000),
    );
    if (stability === undefined) return;
    this.#listener.onHeard({
      segment: this.#segment,
      final: false,
      text: [...this.#earlier.map(({ text }) => text), interim.text].join(' ').trim(),
      stability,
      mediaEndMs: timeline.endMs ?? this.#mediaEndMs,
    });
  }

  #toMediaTime({ text, startSample, endSample, confidence }: HeardWord) {
    const { timeline } = this.#recognition;
    const startMs = Math.round(timeline.toMediaMs(startSample));
    return { text, startMs, endMs: Math.max(startMs, Math.round(timeline.toMediaMs(endSample))), confidence };
  }

  #reportProgress(): void {
    if (this.#unreported > 0) this.#listener.onProcessed(this.#unreported);
    this.#unreported = 0;
  }

  /** Buffers for a piece of `bytes`: at most one sample a byte, and six after conversion from 8 kHz. */
  #reserve(bytes: number): void {
    if (this.#decoded.length >= bytes) return;
    this.#decoded = new Int16Array(bytes);
    this.#heard = new Int16Array(Math.ceil((bytes * engineSampleRate) / this.#format.sampleRate) + 8);
  }
}

function textOf(words: readonly { text: string }[]): string {
  return words.map(({ text }) => text).join(' ');
}

function meanConfidence(words: readonly { confidence: number }[]): number {
  if (words.length === 0) return 0;
  return words.reduce((sum, { confidence }) => sum + confidence, 0) / words.length;
}
