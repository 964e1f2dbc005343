/**
 * One life of the Silero worker: its thread, the ring it shares with us, and how it ends.
 *
 * A thread is never revived. Its memory goes with it, so that a hung one which wakes up late writes
 * into a ring that nobody reads any more.
 */
import { Worker } from 'node:worker_threads';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import {
  allocateSharedMemory,
  announcedAt,
  completedAt,
  nativeAt,
  stopAt,
  submittedAt,
  viewSharedMemory,
  type BatchShape,
  type BatchSlot,
  type SharedBatches,
} from './shared-batches.ts';
import type { SileroRate } from './silero-net.ts';
import type { SileroWorkerData } from './silero-worker.ts';

export interface SileroThreadOptions {
  shape: BatchShape;
  rate: SileroRate;
  weightsPath: string;
  /** Something may have been completed. */
  onCompleted: () => void;
  /** It has ended without being asked to; called once, and not while it is starting. */
  onDied: (error: AntiphonError) => void;
}

const workerUrl = new URL('./silero-worker.ts', import.meta.url);
/** Loading the runtime and 2 MB of weights takes 0.2 s; ten times that on a starved machine, and then some. */
const startLimitMs = 20_000;
const stopLimitMs = 1000;

export class SileroThread implements AsyncDisposable {
  /** Resolves when the weights are loaded; rejects with VAD_FAILED when they never will be. */
  readonly ready: Promise<void>;
  readonly #shared: SharedBatches;
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #options: SileroThreadOptions;
  #submitted = 0;
  #delivered = 0;
  #phase: 'starting' | 'serving' | 'ended' = 'starting';

  constructor(options: SileroThreadOptions) {
    this.#options = options;
    const { shape, rate, weightsPath } = options;
    const memory = allocateSharedMemory(shape);
    this.#shared = viewSharedMemory(memory, shape);
    // It begins by loading the runtime.
    Atomics.store(this.#shared.control, nativeAt, 1);
    const workerData: SileroWorkerData = { memory, shape, rate, weightsPath };
    this.#worker = new Worker(workerUrl, { name: 'antiphon-silero', workerData, execArgv: [] });
    this.#exited = new Promise((resolve) => {
      this.#worker.once('exit', () => resolve());
    });
    this.ready = this.#listen();
  }

  get outstanding(): number {
    return (this.#submitted - this.#delivered) | 0;
  }

  get isFull(): boolean {
    return this.outstanding === this.#shared.slots.length;
  }

  get nextIndex(): number {
    return this.#submitted & (this.#shared.slots.length - 1);
  }

  get nextSlot(): BatchSlot {
    return this.slot(this.nextIndex);
  }

  slot(index: number): BatchSlot {
    return this.#shared.slots[index]!;
  }

  /** Hands what was written into `nextSlot` to the worker. */
  submit(): void {
    this.#submitted = (this.#submitted + 1) | 0;
    Atomics.store(this.#shared.control, submittedAt, this.#submitted);
    Atomics.notify(this.#shared.control, submittedAt);
  }

  /** @returns the slot of the next batch that is done, in the order of submission, or -1. */
  takeCompleted(): number {
    // Lowered before looking: a batch that is completed after this look is announced again.
    Atomics.store(this.#shared.control, announcedAt, 0);
    if (Atomics.load(this.#shared.control, completedAt) === this.#delivered) return -1;
    return this.abandon();
  }

  /** @returns the slot of the oldest outstanding batch, done or not, or -1. */
  abandon(): number {
    if (this.outstanding === 0) return -1;
    const index = this.#delivered & (this.#shared.slots.length - 1);
    this.#delivered = (this.#delivered + 1) | 0;
    return index;
  }

  /** Blocks until the worker has nothing left to do. @returns false when `limitMs` was not enough. */
  waitUntilIdle(limitMs: number): boolean {
    const { control } = this.#shared;
    const until = performance.now() + limitMs;
    for (;;) {
      const completed = Atomics.load(control, completedAt);
      if (completed === this.#submitted) return true;
      const restMs = until - performance.now();
      if (restMs <= 0) return false;
      Atomics.wait(control, completedAt, completed, restMs);
    }
  }

  /** Gives it up: it is ended, and `onDied` is told why. */
  fail(error: AntiphonError): void {
    if (this.#phase !== 'serving') return;
    this.#phase = 'ended';
    this.#askToStop();
    this.#force();
    this.#options.onDied(error);
  }

  /** Lets it finish and release its memory; after a second it is waited for no longer. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#phase = 'ended';
    this.#askToStop();
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const force = setTimeout(() => {
      this.#force();
      resolve();
    }, stopLimitMs);
    await Promise.race([this.#exited, late]);
    clearTimeout(force);
  }

  #askToStop(): void {
    Atomics.store(this.#shared.control, stopAt, 1);
    // Raised as if there were work: that is what the worker sleeps on.
    Atomics.store(this.#shared.control, submittedAt, (this.#submitted + 1) | 0);
    Atomics.notify(this.#shared.control, submittedAt);
  }

  /**
   * By force only while it is not in native code: onnxruntime answers a thread that was ended under it by ending
   * the process. One that is in there ends itself when it comes back, and keeps nobody waiting.
   */
  #force(): void {
    if (Atomics.load(this.#shared.control, nativeAt) === 0) void this.#worker.terminate();
    else this.#worker.unref();
  }

  #listen(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const limit = setTimeout(() => {
      this.#askToStop();
      this.#force();
      reject(new AntiphonError('VAD_FAILED', `Silero did not start within ${startLimitMs} ms`));
    }, startLimitMs);
    const end = (reason: string, cause?: unknown): void => {
      clearTimeout(limit);
      const error = new AntiphonError('VAD_FAILED', reason, { cause });
      if (this.#phase === 'starting') reject(error);
      else this.fail(error);
      this.#phase = 'ended';
    };
    this.#worker.on('message', () => {
      if (this.#phase === 'serving') this.#options.onCompleted();
      if (this.#phase !== 'starting') return;
      this.#phase = 'serving';
      clearTimeout(limit);
      resolve();
    });
    this.#worker.on('error', (thrown) => end(`the Silero worker failed: ${describeThrown(thrown)}`, thrown));
    this.#worker.on('exit', (code) => end(`the Silero worker ended with code ${code}`));
    return promise;
  }
}
