/**
 * Voice activity: is there speech in this audio? It says nothing about turns.
 *
 * The host owns one lane and batches all calls of the process. Below it stand two models of very
 * different cost: a classifier of single frames (microseconds) and a neural one (batched).
 */
import type { AudioFormat } from '../audio/format.ts';

/** Told of edges, with the position in the leg's audio at which they lie. Must not throw. */
export interface VadListener {
  /** @param mediaMs where the speech began. @param confidence 0 to 1. */
  onSpeechStart(mediaMs: number, confidence: number): void;
  /** @param mediaMs where the speech ended: earlier than now by the lane's hangover. */
  onSpeechEnd(mediaMs: number): void;
}

export interface VadLane extends AsyncDisposable {
  /** Joins a leg to the lane. Frames pushed must be in `format`. @returns its handle. */
  open(format: AudioFormat, listener: VadListener): number;
  /** One 20 ms frame, still encoded; copied before this returns. Never allocates, never waits. */
  push(leg: number, bytes: Uint8Array, offset: number, length: number): void;
  /** Silence of `frames` frames where the transport lost them: keeps mediaMs true. */
  skip(leg: number, frames: number): void;
  /** After this the leg's listener hears nothing more. */
  close(leg: number): void;
}

/** Cheap and synchronous: a gate, not a judge. */
export interface FrameClassifier extends Disposable {
  readonly sampleRates: readonly number[];
  open(sampleRate: number): number;
  /** Looks at one 20 ms frame of `length` samples. Never allocates. */
  isSpeech(handle: number, samples: Int16Array, length: number): boolean;
  close(handle: number): void;
}

/** A neural model that looks at many calls at once. State is kept per handle inside it. */
export interface BatchVadModel extends AsyncDisposable {
  readonly sampleRate: 8000 | 16000;
  /** Samples of one chunk: 256 at 8 kHz, 512 at 16 kHz (32 ms). */
  readonly chunkSamples: number;
  readonly maxBatch: number;
  open(): number;
  /** Forgets what the handle has heard: for a new speaker or stream, not for a gap in one. */
  reset(handle: number): void;
  close(handle: number): void;
  /**
   * Submits `count` chunks of PCM16, one after another in `samples`, chunk i belonging to `handles[i]`
   * (a handle at most once per batch). Both are copied before this returns.
   * `onResult(probabilities, count)` is called later, once, in the order of submission; the array is the model's
   * again when it returns. NaN says that there is no opinion: the model failed meanwhile.
   * @returns false when the queue is full: nothing was taken.
   */
  submit(
    handles: Int32Array,
    samples: Int16Array,
    count: number,
    onResult: (probabilities: Float32Array, count: number) => void,
  ): boolean;
}
