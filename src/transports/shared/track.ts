/**
 * What one party said or played, laid out on the timeline of the call.
 *
 * Sample 0 is the instant the track was opened; silence between two runs is real time that passed. So
 * two tracks of one clock line up without any further thought, and "when was the first sample of the
 * reply heard" is read off as the start of a run.
 */
import { bytesPerSample, samplesToMs, type AudioFormat } from '../../audio/format.ts';
import { silenceByte } from '../../audio/wav.ts';

/** A stretch without a gap. `endSample` is the first sample after it. */
export interface TrackRun {
  startSample: number;
  endSample: number;
}

export interface TrackOptions {
  /** False keeps only where the runs are. */
  keepAudio?: boolean;
  /** What lies beyond is counted and not kept. Default ten minutes. */
  maxSeconds?: number;
}

const maxRuns = 10_000;

export class Track {
  readonly format: AudioFormat;
  /** True once something lay beyond the bounds and was not kept. */
  truncated = false;
  readonly #width: number;
  readonly #runs: TrackRun[] = [];
  readonly #maxSamples: number;
  readonly #keepAudio: boolean;
  #bytes: Uint8Array;

  constructor(format: AudioFormat, options: TrackOptions = {}) {
    this.format = format;
    this.#width = bytesPerSample(format.encoding);
    this.#keepAudio = options.keepAudio ?? true;
    this.#maxSamples = (options.maxSeconds ?? 600) * format.sampleRate;
    this.#bytes = new Uint8Array(0);
  }

  /** Puts audio at a place on the timeline, at or after the end of what is there. */
  write(startSample: number, bytes: Uint8Array, offset: number, length: number): void {
    const endSample = startSample + length / this.#width;
    if (endSample > this.#maxSamples) {
      this.truncated = true;
      return;
    }
    const last = this.#runs.at(-1);
    if (last !== undefined && last.endSample === startSample) last.endSample = endSample;
    else if (this.#runs.length < maxRuns) this.#runs.push({ startSample, endSample });
    else this.truncated = true;
    if (this.#keepAudio) this.#store(startSample * this.#width, endSample * this.#width, bytes, offset);
  }

  /** Takes back what lies at or after `sample`: it was never played. */
  cut(sample: number): void {
    for (let last = this.#runs.at(-1); last !== undefined && last.endSample > sample;) {
      this.#erase(Math.max(last.startSample, sample), last.endSample);
      last.endSample = sample;
      if (last.startSample < sample) return;
      this.#runs.pop();
      last = this.#runs.at(-1);
    }
  }

  /** The runs up to `untilSample`, oldest first. */
  runs(untilSample = Infinity): TrackRun[] {
    return this.#runs
      .filter((run) => run.startSample < untilSample)
      .map((run) => ({ startSample: run.startSample, endSample: Math.min(run.endSample, untilSample) }));
  }

  /** The encoded timeline from sample 0 to the end of the last run or to `untilSample`, silence filled in. */
  audio(untilSample = Infinity): Uint8Array {
    const end = Math.min(this.#runs.at(-1)?.endSample ?? 0, untilSample);
    return this.#bytes.slice(0, end * this.#width);
  }

  /** Milliseconds from the opening of the track to a sample. */
  msAt(sample: number): number {
    return samplesToMs(sample, this.format.sampleRate);
  }

  #store(from: number, to: number, bytes: Uint8Array, offset: number): void {
    if (to > this.#bytes.length) this.#grow(to);
    // The view costs one small object; only a recording pays it.
    this.#bytes.set(bytes.subarray(offset, offset + to - from), from);
  }

  #grow(atLeast: number): void {
    const oneSecond = this.format.sampleRate * this.#width;
    const grown = new Uint8Array(Math.max(atLeast, this.#bytes.length * 2, oneSecond));
    grown.fill(silenceByte(this.format.encoding), this.#bytes.length);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  #erase(fromSample: number, toSample: number): void {
    if (!this.#keepAudio) return;
    this.#bytes.fill(silenceByte(this.format.encoding), fromSample * this.#width, toSample * this.#width);
  }
}
