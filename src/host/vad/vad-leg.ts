/**
 * One leg of the lane: its audio, its gate, its judge, and what the model has heard of it.
 *
 * A leg sleeps while its line is quiet: then a frame costs one look at its level and a copy. Sound
 * wakes it; from then on frames are decoded, until the judge is content and it is quiet again.
 */
import { frameMs, type AudioFormat } from '../../audio/format.ts';
import { levelDbfs } from '../../audio/level.ts';
import type { FrameClassifier, VadListener } from '../../contracts/vad.ts';
import { LegAudio } from './leg-audio.ts';
import { NoiseGate } from './noise-gate.ts';
import { SpeechJudge, type SpeechEdge } from './speech-judge.ts';
import type { SteadyTone } from './steady-tone.ts';
import type { VadTuning } from './vad-tuning.ts';

/** Quiet for so long, a leg goes back to sleep: longer than the gaps inside a phrase. */
const sleepAfterMs = 200;

/** What one frame of a leg has cost, in models asked. */
export interface LegCounters {
  gateFrames: number;
  fvadFrames: number;
}

export class VadLeg {
  readonly audio: LegAudio;
  readonly judge: SpeechJudge;
  readonly listener: VadListener;
  readonly modelHandle: number;
  readonly classifierHandle: number;
  /** Counts onsets heard; an answer about an earlier one is stale. */
  epoch = 0;
  /** Where the next chunk for the model begins, or -1 while it need not hear this leg. */
  cursor = 0;
  /** It waits in the queue of the batcher. */
  isQueued = false;
  isClosed = false;
  #frames = 0;
  #isAsleep = false;
  #wasHearing = true;
  /** Chunks that the model still hears of the beginning, whatever is in them. */
  #warmUpChunks: number;
  /** Behind the last chunk that was queued. */
  #heardUntil = 0;
  readonly #gate: NoiseGate;
  readonly #chunkSamples: number;
  readonly #preRollSamples: number;
  readonly #steadyTone: SteadyTone;
  readonly #tuning: VadTuning;

  constructor(
    format: AudioFormat,
    model: { sampleRate: number; chunkSamples: number },
    handles: { model: number; classifier: number },
    listener: VadListener,
    tuning: VadTuning,
    steadyTone: SteadyTone,
  ) {
    this.#tuning = tuning;
    this.#steadyTone = steadyTone;
    this.audio = new LegAudio(format, model.sampleRate);
    this.#gate = new NoiseGate(tuning);
    this.judge = new SpeechJudge(this.#gate, tuning);
    this.listener = listener;
    this.modelHandle = handles.model;
    this.classifierHandle = handles.classifier;
    this.#chunkSamples = model.chunkSamples;
    this.#warmUpChunks = tuning.warmUpChunks;
    this.#preRollSamples = tuning.preRollChunks * model.chunkSamples;
  }

  /** Where the next frame ends. */
  get nowMs(): number {
    return this.#frames * frameMs;
  }

  push(
    bytes: Uint8Array,
    offset: number,
    length: number,
    classifier: FrameClassifier,
    counters: LegCounters,
  ): SpeechEdge {
    const { audio, judge } = this;
    const isOpen = this.#gate.hear(levelDbfs(audio.format.encoding, bytes, offset, length));
    counters.gateFrames += 1;
    if (this.#isAsleep) {
      if (!isOpen) {
        this.#gate.learn(false);
        audio.keep(bytes, offset, length);
        this.#frames += 1;
        return 'none';
      }
      audio.wake(this.#frames);
      this.#isAsleep = false;
    }
    audio.append(bytes, offset, length);
    this.#frames += 1;
    const isSpeech = isOpen && this.#isSpeech(classifier, counters);
    this.#gate.learn(isSpeech || judge.isSpeaking);
    const edge = judge.onFrame(this.nowMs, isOpen, isSpeech);
    this.#follow();
    return edge;
  }

  /** @returns the edge that so much silence brings. */
  skip(frames: number): SpeechEdge {
    this.#frames += frames;
    this.audio.skipTo(this.#frames);
    this.cursor = this.cursor === -1 ? -1 : this.audio.end;
    const edge = this.judge.onLost(this.nowMs, frames * frameMs);
    this.#follow();
    return edge;
  }

  /** Takes one answer of the model about the chunk that begins at `position`. */
  answer(probability: number, position: number): SpeechEdge {
    const perMs = this.audio.frameSamples / frameMs;
    const isTone = probability >= this.#tuning.startPairProbability && this.#isTone(perMs);
    const startMs = position / perMs;
    const edge = this.judge.onAnswer(isTone ? 0 : probability, startMs, startMs + this.#chunkSamples / perMs);
    this.#follow();
    return edge;
  }

  /** Whether a chunk lies ready for the model. */
  get isChunkReady(): boolean {
    return this.cursor !== -1 && this.audio.end - this.cursor >= this.#chunkSamples;
  }

  /** Copies the next chunk out and moves on. @returns its position. */
  takeChunk(into: Int16Array, at: number): number {
    // What waited too long is gone: go on with the latest.
    if (this.cursor < this.audio.start) this.cursor = this.audio.end - this.#chunkSamples;
    const position = this.cursor;
    this.audio.read(position, this.#chunkSamples, into, at);
    this.#heardUntil = position + this.#chunkSamples;
    if (this.#warmUpChunks > 0) this.#warmUpChunks -= 1;
    this.cursor = this.#isHearing ? this.#heardUntil : -1;
    return position;
  }

  /** Only what might start speech is looked at. */
  #isTone(perMs: number): boolean {
    if (this.judge.state !== 'onset') return false;
    const sinceMs = this.nowMs - this.judge.runStartMs - frameMs;
    return this.#steadyTone.hears(this.audio, Math.max(0, sinceMs) * perMs);
  }

  #isSpeech(classifier: FrameClassifier, counters: LegCounters): boolean {
    if (!this.judge.needsClassifier) return true;
    counters.fvadFrames += 1;
    return classifier.isSpeech(this.classifierHandle, this.audio.frame, this.audio.frameSamples);
  }

  /** Starts and stops what the model hears, as the judge now wants it. */
  #follow(): void {
    const { judge, audio } = this;
    if (this.#isHearing) {
      if (!this.#wasHearing) this.#beginHearing();
    } else if (judge.takeConfirmation(this.nowMs)) {
      this.cursor = Math.max(audio.start, audio.end - this.#chunkSamples);
    } else if (this.#wasHearing) {
      this.cursor = -1;
    }
    this.#wasHearing = this.#isHearing;
    if (!this.#isHearing && judge.state === 'silent' && judge.quietMs >= sleepAfterMs) this.#isAsleep = true;
  }

  get #isHearing(): boolean {
    return this.judge.isHearing || this.#warmUpChunks > 0;
  }

  #beginHearing(): void {
    const { audio, judge } = this;
    if (judge.state === 'onset') {
      this.epoch += 1;
      // Whole chunks that end with the next frame: then the first answer that counts is about 32 ms
      // of sound. Aligned to this frame it would be about 20 ms, prove nothing, and the next be 40 ms away.
      const until = audio.end + audio.frameSamples;
      const chunks = Math.floor((until - audio.start) / this.#chunkSamples);
      this.cursor = until - Math.min(this.#preRollSamples, chunks * this.#chunkSamples);
    } else {
      // Doubt that began with a chunk goes on behind it, without a seam; any other with the last two.
      this.cursor = Math.max(audio.start, this.#heardUntil, audio.end - 2 * this.#chunkSamples);
    }
  }
}
