/**
 * The mouth of a simulated caller: frames of 20 ms at the pace of the clock, speech when there is some
 * to say and silence between, as a microphone sends it. Frame n carries the sound of [20n, 20n + 20) ms
 * after the origin and leaves at its end. A stalled process catches up, by at most one second.
 */
import { bytesPerSample, frameBytes, frameMs, msToSamples, type AudioFormat } from '../../audio/format.ts';
import { silenceByte } from '../../audio/wav.ts';
import type { Clock, InstantMs } from '../../clock/clock.ts';
import { invariant } from '../../errors/antiphon-error.ts';
import type { Track } from './track.ts';

export interface MicrophoneOptions {
  clock: Clock;
  format: AudioFormat;
  /** Takes one frame; must copy what it keeps. */
  send(bytes: Uint8Array, offset: number, length: number): void;
  /** Instant of frame 0; default: now. */
  originMs?: InstantMs;
  /** Records what was said. */
  track?: Track | undefined;
  /** False sends nothing while nothing is said. Default true. */
  sendSilence?: boolean | undefined;
}

/** When something was said, to the sample. `completed` is false when the call ended before. */
export interface Spoken {
  startedAtMs: InstantMs;
  endedAtMs: InstantMs;
  completed: boolean;
}

interface Utterance {
  audio: Uint8Array;
  offset: number;
  /** At first when it was asked for, then when it began. */
  startedAtMs: InstantMs;
  done(spoken: Spoken): void;
}

const maxQueued = 256;
const maxCatchUpFrames = 50;

export class Microphone implements Disposable {
  readonly #options: MicrophoneOptions;
  readonly #origin: InstantMs;
  readonly #frameBytes: number;
  readonly #frameSamples: number;
  readonly #width: number;
  readonly #silence: Uint8Array;
  /** The first or last frame of an utterance, filled up with silence. */
  readonly #scratch: Uint8Array;
  readonly #ticker: Disposable;
  #queue: Utterance[] = [];
  #frames = 0;

  constructor(options: MicrophoneOptions) {
    this.#options = options;
    this.#origin = options.originMs ?? options.clock.now();
    this.#frameBytes = frameBytes(options.format);
    this.#width = bytesPerSample(options.format.encoding);
    this.#frameSamples = this.#frameBytes / this.#width;
    this.#silence = new Uint8Array(this.#frameBytes).fill(silenceByte(options.format.encoding));
    this.#scratch = new Uint8Array(this.#frameBytes);
    this.#frames = this.#framesDue();
    this.#ticker = options.clock.every(frameMs, () => this.#tick());
  }

  get isSpeaking(): boolean {
    return this.#queue.length > 0;
  }

  /**
   * Says encoded audio from this very instant, or, when something is being said, from the frame after it.
   * Resolves when its last sample has been sent.
   */
  say(audio: Uint8Array): Promise<Spoken> {
    invariant(this.#queue.length < maxQueued, `a microphone queues at most ${maxQueued} utterances`);
    return new Promise((done) => {
      this.#queue.push({ audio, offset: 0, startedAtMs: this.#options.clock.now(), done });
    });
  }

  /** Falls silent: what was still to say is dropped. */
  hush(): void {
    const dropped = this.#queue;
    this.#queue = [];
    const endedAtMs = this.#options.clock.now();
    for (const { startedAtMs, done } of dropped) done({ startedAtMs, endedAtMs, completed: false });
  }

  [Symbol.dispose](): void {
    this.#ticker[Symbol.dispose]();
    this.hush();
  }

  #tick(): void {
    const due = this.#framesDue();
    if (due - this.#frames > maxCatchUpFrames) this.#frames = due - maxCatchUpFrames;
    while (this.#frames < due) this.#sendFrame();
  }

  #sendFrame(): void {
    const frame = this.#frames;
    this.#frames += 1;
    const utterance = this.#queue[0];
    if (utterance === undefined) {
      if (this.#options.sendSilence !== false) this.#options.send(this.#silence, 0, this.#frameBytes);
      return;
    }
    const { audio, offset } = utterance;
    const lead = offset === 0 ? this.#leadBytes(utterance, frame) : 0;
    if (lead >= this.#frameBytes) {
      this.#options.send(this.#silence, 0, this.#frameBytes);
      return;
    }
    const length = Math.min(this.#frameBytes - lead, audio.length - offset);
    utterance.offset += length;
    const startSample = frame * this.#frameSamples + lead / this.#width;
    this.#options.track?.write(startSample, audio, offset, length);
    if (length === this.#frameBytes) this.#options.send(audio, offset, length);
    else this.#sendPart(audio.subarray(offset, offset + length), lead);
    if (utterance.offset >= audio.length) this.#finish(utterance, frame, lead + length);
  }

  /** Silence in a frame before the instant at which the utterance was begun. */
  #leadBytes(utterance: Utterance, frame: number): number {
    const leadMs = Math.max(0, utterance.startedAtMs - this.#instantOf(frame));
    utterance.startedAtMs = this.#instantOf(frame) + leadMs;
    return msToSamples(leadMs, this.#options.format.sampleRate) * this.#width;
  }

  #sendPart(part: Uint8Array, lead: number): void {
    this.#scratch.set(this.#silence);
    this.#scratch.set(part, lead);
    this.#options.send(this.#scratch, 0, this.#frameBytes);
  }

  #finish(utterance: Utterance, frame: number, untilByte: number): void {
    // The sender may have ended the call, and with it this microphone, in the middle of the frame.
    if (this.#queue[0] === utterance) this.#queue.shift();
    const endedAtMs = this.#instantOf(frame) + (untilByte / this.#frameBytes) * frameMs;
    utterance.done({ startedAtMs: utterance.startedAtMs, endedAtMs, completed: true });
  }

  #framesDue(): number {
    return Math.floor((this.#options.clock.now() - this.#origin) / frameMs + 1e-6);
  }

  #instantOf(frame: number): InstantMs {
    return this.#origin + frame * frameMs;
  }
}
