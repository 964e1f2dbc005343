/**
 * The loudspeaker of a simulated caller, exact to the sample.
 *
 * It does nothing per frame: audio that is queued plays at the sample rate, so where playout stands is
 * arithmetic on the clock, and only a mark needs a timer. `clear` at an instant cuts the timeline at that
 * very sample. With a latency, what is written now reaches the device later; the arithmetic holds.
 *
 *   timeline   0 ─────played─────┤now├────queued────┤endSample
 */
import { bytesPerSample, msToSamples, samplesToMs, type AudioFormat } from '../../audio/format.ts';
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { Track } from './track.ts';

export interface DeviceMark {
  markId: string;
  epoch: number;
}

interface PlacedMark extends DeviceMark {
  /** Timeline position of the first sample behind the mark. */
  sample: number;
}

interface Run {
  startSample: number;
  endSample: number;
}

export interface PlayoutDeviceOptions {
  clock: Clock;
  format: AudioFormat;
  /** Audio the device can hold; what exceeds it is not taken. */
  capacityMs: number;
  /** From `write`, `mark` and `clear` to their arrival at the device. */
  latencyMs?: number;
  /** Instant of timeline sample 0; default: now. Tracks of one call share it. */
  originMs?: InstantMs;
  /** Records what was played. */
  track?: Track | undefined;
  /** The last sample before the mark has left the loudspeaker. */
  onMarkPlayed(mark: DeviceMark): void;
  /** Sound begins after silence, at this instant (`latencyMs` from now). */
  onRunStart?: ((atMs: InstantMs) => void) | undefined;
}

export class PlayoutDevice implements Disposable {
  readonly #options: PlayoutDeviceOptions;
  readonly #clock: Clock;
  readonly #rate: number;
  readonly #width: number;
  readonly #origin: InstantMs;
  readonly #latencyMs: number;
  readonly #capacity: number;
  /** What is taken and not known to be played: adjoining writes are one run. */
  #runs: Run[] = [];
  #playedSamples = 0;
  #clearedSamples = 0;
  /** Timeline position at which playout is held; undefined while it runs. */
  #heldAt: number | undefined;
  #heldAudio: Uint8Array[] = [];
  #marks: PlacedMark[] = [];
  #timer: Disposable | undefined;
  readonly #onDue = (): void => {
    this.#timer = undefined;
    this.#tellPlayed();
    this.#arm();
  };

  constructor(options: PlayoutDeviceOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#rate = options.format.sampleRate;
    this.#width = bytesPerSample(options.format.encoding);
    this.#origin = options.originMs ?? options.clock.now();
    this.#latencyMs = options.latencyMs ?? 0;
    this.#capacity = msToSamples(options.capacityMs, this.#rate);
  }

  /** Samples that have left the loudspeaker. */
  get playedSamples(): number {
    this.#forgetPlayed();
    const now = this.#position();
    const first = this.#runs[0];
    return this.#playedSamples + Math.max(0, first === undefined ? 0 : now - first.startSample);
  }

  /** Samples taken and not yet played, those still under way to the device included. */
  get queuedSamples(): number {
    const now = this.#position();
    let queued = 0;
    for (const run of this.#runs) queued += Math.max(0, run.endSample - Math.max(run.startSample, now));
    return queued;
  }

  /** Samples that `clear` dropped. */
  get clearedSamples(): number {
    return this.#clearedSamples;
  }

  /** The timeline position up to which everything has been played. */
  get playedUntilSample(): number {
    return this.#position();
  }

  /** @returns bytes taken, whole samples. */
  write(bytes: Uint8Array, offset: number, length: number): number {
    this.#forgetPlayed();
    const head = this.#head();
    const start = Math.max(this.#endSample(), head);
    const room = this.#capacity - (start - head);
    const samples = Math.max(0, Math.min(Math.floor(length / this.#width), room));
    if (samples === 0) return 0;
    const taken = samples * this.#width;
    if (this.#heldAt === undefined) this.#options.track?.write(start, bytes, offset, taken);
    else this.#heldAudio.push(bytes.slice(offset, offset + taken));
    const last = this.#runs.at(-1);
    if (last !== undefined && last.endSample === start) last.endSample += samples;
    else this.#startRun(start, samples);
    return taken;
  }

  /** Names the point behind what has been written. */
  mark(markId: string, epoch: number): void {
    this.#marks.push({ markId, epoch, sample: Math.max(this.#endSample(), this.#head()) });
    this.#arm();
  }

  /**
   * Drops what has not been played when this arrives. @returns the marks behind it. Ends a hold.
   * A mark that has just been played, and whose timer is late, is told first: it was not dropped.
   */
  clear(): DeviceMark[] {
    this.#tellPlayed();
    const cutAt = this.#head();
    for (const run of this.#runs) {
      this.#clearedSamples += Math.max(0, run.endSample - Math.max(run.startSample, cutAt));
      run.endSample = Math.min(run.endSample, cutAt);
    }
    this.#runs = this.#runs.filter((run) => run.startSample < run.endSample);
    this.#options.track?.cut(cutAt);
    this.#heldAt = undefined;
    this.#heldAudio = [];
    const cleared = this.#marks.filter((mark) => mark.sample > cutAt);
    this.#marks = this.#marks.filter((mark) => mark.sample <= cutAt);
    this.#rearm();
    return cleared;
  }

  /** Stops playout at the sample it has reached, or goes on from there. */
  hold(on: boolean): void {
    if (on === (this.#heldAt !== undefined)) return;
    if (on) this.#stop();
    else this.#goOn();
    this.#rearm();
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    this.#marks = [];
  }

  #tellPlayed(): void {
    const now = this.#position();
    while (this.#marks[0] !== undefined && this.#marks[0].sample <= now) {
      this.#options.onMarkPlayed(this.#marks.shift()!);
    }
  }

  #stop(): void {
    const at = this.#head();
    this.#heldAt = at;
    const { track } = this.#options;
    if (track === undefined || this.#endSample() <= at) return;
    this.#heldAudio = [track.audio().slice(at * this.#width)];
    track.cut(at);
  }

  /** A run that was stopped in the middle becomes two: what was played, and the rest from now on. */
  #goOn(): void {
    const from = this.#heldAt!;
    this.#heldAt = undefined;
    const shift = this.#head() - from;
    const end = this.#endSample();
    for (const mark of this.#marks) if (mark.sample > from) mark.sample += shift;
    for (const run of this.#runs) run.endSample = Math.min(run.endSample, from);
    this.#runs = this.#runs.filter((run) => run.startSample < run.endSample);
    if (end > from) this.#runs.push({ startSample: from + shift, endSample: end + shift });
    let sample = from + shift;
    for (const part of this.#heldAudio) {
      this.#options.track?.write(sample, part, 0, part.length);
      sample += part.length / this.#width;
    }
    this.#heldAudio = [];
  }

  #startRun(startSample: number, samples: number): void {
    this.#runs.push({ startSample, endSample: startSample + samples });
    if (this.#heldAt === undefined) this.#options.onRunStart?.(this.#clock.now() + this.#latencyMs);
  }

  #forgetPlayed(): void {
    const now = this.#position();
    for (let first = this.#runs[0]; first !== undefined && first.endSample <= now; first = this.#runs[0]) {
      // A run that reaches up to this instant may still be prolonged without a gap.
      if (this.#runs.length === 1 && first.endSample === now) return;
      this.#playedSamples += first.endSample - first.startSample;
      this.#runs.shift();
    }
  }

  #endSample(): number {
    return this.#runs.at(-1)?.endSample ?? 0;
  }

  /** What has been played by now. */
  #position(): number {
    const now = this.#sampleAt(0);
    return this.#heldAt === undefined ? now : Math.min(now, this.#heldAt);
  }

  /** Where playout stands when what is done now arrives. */
  #head(): number {
    return this.#heldAt ?? this.#sampleAt(this.#latencyMs);
  }

  /** The epsilon keeps an instant computed from a sample on that sample. */
  #sampleAt(aheadMs: number): number {
    const elapsedMs = this.#clock.now() + aheadMs - this.#origin;
    return Math.floor((elapsedMs * this.#rate) / 1000 + 1e-6);
  }

  #rearm(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    this.#arm();
  }

  #arm(): void {
    const first = this.#marks[0];
    if (first === undefined || this.#timer !== undefined) return;
    if (this.#heldAt !== undefined && first.sample > this.#heldAt) return;
    const due = this.#origin + samplesToMs(first.sample, this.#rate);
    this.#timer = this.#clock.at(due, this.#onDue);
  }
}
