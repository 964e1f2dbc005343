/**
 * The VAD of all legs of a process: who speaks, since when, until when.
 *
 *   frame ─▶ noise gate ─▶ frame classifier ─▶ batched model, around transitions only ─▶ edges
 *     all      1 in 2           1 in 2                    1 in 8
 *
 * Each stage costs ten times the one before it and is asked ten times less. Chunks for the model are
 * collected and submitted on a tick, for all legs together: alone, a chunk costs three times what it
 * costs among 32. The models are handed in and remain their owner's.
 */
import { invariant } from '../errors/antiphon-error.ts';
import type { AudioFormat } from '../audio/format.ts';
import type { Clock } from '../clock/clock.ts';
import type { BatchVadModel, FrameClassifier, VadLane, VadListener } from '../contracts/vad.ts';
import { ChunkBatcher } from './vad/chunk-batcher.ts';
import type { SpeechEdge } from './vad/speech-judge.ts';
import { SteadyTone } from './vad/steady-tone.ts';
import { VadLeg, type LegCounters } from './vad/vad-leg.ts';
import { defaultVadTuning, type VadTuning } from './vad/vad-tuning.ts';

export interface BatchedVadLaneOptions {
  clock: Clock;
  classifier: FrameClassifier;
  model: BatchVadModel;
  /** Between submissions. Shorter answers sooner, longer fills batches better. */
  tickMs?: number;
  tuning?: Partial<VadTuning>;
}

/** How many frames and chunks each stage has seen since the lane was made. */
export interface VadLaneCounters {
  gateFrames: number;
  fvadFrames: number;
  sileroChunks: number;
  sileroBatches: number;
  /** Batches that the model did not take: it is overloaded or down. */
  refusedBatches: number;
}

/** Half a frame: it costs an onset 5 ms on average, and at 500 legs still fills batches of 16. */
const defaultTickMs = 10;

export class BatchedVadLane implements VadLane {
  readonly #options: BatchedVadLaneOptions;
  readonly #tuning: VadTuning;
  readonly #legs: (VadLeg | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #batcher: ChunkBatcher;
  readonly #steadyTone: SteadyTone;
  readonly #tick: Disposable;
  readonly #counters: LegCounters = { gateFrames: 0, fvadFrames: 0 };
  #isDisposed = false;

  constructor(options: BatchedVadLaneOptions) {
    this.#options = options;
    this.#tuning = { ...defaultVadTuning, ...options.tuning };
    invariant(
      options.classifier.sampleRates.includes(options.model.sampleRate),
      'the frame classifier must take the sample rate of the model',
    );
    this.#steadyTone = new SteadyTone(options.model.sampleRate);
    this.#batcher = new ChunkBatcher(options.model, deliverEdge);
    this.#tick = options.clock.every(options.tickMs ?? defaultTickMs, () => this.flush());
  }

  open(format: AudioFormat, listener: VadListener): number {
    invariant(!this.#isDisposed, 'the lane is disposed');
    const { model, classifier } = this.#options;
    const handles = { model: model.open(), classifier: classifier.open(model.sampleRate) };
    const handle = this.#free.pop() ?? this.#legs.length;
    this.#legs[handle] = new VadLeg(format, model, handles, listener, this.#tuning, this.#steadyTone);
    return handle;
  }

  push(handle: number, bytes: Uint8Array, offset: number, length: number): void {
    const leg = this.#legs[handle];
    // A frame may still be on its way when its leg is closed.
    if (leg === undefined) return;
    invariant(length <= leg.audio.frameBytes, 'a frame must not be longer than 20 ms');
    const edge = leg.push(bytes, offset, length, this.#options.classifier, this.#counters);
    if (leg.cursor !== -1) this.#batcher.enqueue(leg);
    if (edge !== 'none') deliverEdge(leg, edge);
  }

  skip(handle: number, frames: number): void {
    const leg = this.#legs[handle];
    if (leg === undefined) return;
    const edge = leg.skip(frames);
    if (edge !== 'none') deliverEdge(leg, edge);
  }

  close(handle: number): void {
    const leg = this.#legs[handle];
    if (leg === undefined) return;
    leg.isClosed = true;
    this.#options.classifier.close(leg.classifierHandle);
    this.#options.model.close(leg.modelHandle);
    this.#legs[handle] = undefined;
    this.#free.push(handle);
  }

  /** Submits what is ready now instead of at the next tick. */
  flush(): void {
    this.#batcher.flush();
  }

  counters(): VadLaneCounters {
    return {
      gateFrames: this.#counters.gateFrames,
      fvadFrames: this.#counters.fvadFrames,
      sileroChunks: this.#batcher.chunks,
      sileroBatches: this.#batcher.batches,
      refusedBatches: this.#batcher.refusedBatches,
    };
  }

  /** Closes all legs. The models are not disposed: they belong to whoever made them. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#tick[Symbol.dispose]();
    this.#legs.forEach((leg, handle) => {
      if (leg !== undefined) this.close(handle);
    });
  }
}

function deliverEdge(leg: VadLeg, edge: SpeechEdge): void {
  if (edge === 'start') leg.listener.onSpeechStart(leg.judge.edgeMs, leg.judge.confidence);
  else leg.listener.onSpeechEnd(leg.judge.edgeMs);
}
