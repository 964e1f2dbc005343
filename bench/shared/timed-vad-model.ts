/**
 * A neural VAD model in virtual time: it hears what it is given at once, and its answer is held back for
 * as long as it took.
 *
 * The real worker is waited for in wall time. What its answer costs is the CPU that this process used
 * meanwhile (this thread sleeps), so a machine that others keep busy does not make the model look slow.
 * Batches are answered one after the other, as one thread answers them.
 */
import type { Clock, InstantMs } from '../../src/clock/clock.ts';
import type { BatchVadModel } from '../../src/contracts/vad.ts';
import { cpuMs } from './process-cpu.ts';

/** As `SileroModel` has: when all are out, it refuses. */
const queueBatches = 8;
const answerMaxMs = 5_000;

export interface SettlingVadModel extends BatchVadModel {
  /** Blocks until everything is answered. @returns false when `limitMs` was not enough. */
  settle(limitMs?: number): boolean;
}

export class TimedVadModel implements BatchVadModel {
  /** What all batches so far have cost. */
  computeMs = 0;
  readonly sampleRate: 8000 | 16000;
  readonly chunkSamples: number;
  readonly maxBatch: number;
  readonly #model: SettlingVadModel;
  readonly #clock: Clock;
  readonly #spentMs: () => number;
  #busyUntil: InstantMs = 0;
  #outstanding = 0;

  /**
   * `model` remains its owner's.
   * @param spentMs CPU spent so far; a test that must not depend on the machine gives another count.
   */
  constructor(model: SettlingVadModel, clock: Clock, spentMs: () => number = cpuMs) {
    this.#model = model;
    this.#clock = clock;
    this.#spentMs = spentMs;
    this.sampleRate = model.sampleRate;
    this.chunkSamples = model.chunkSamples;
    this.maxBatch = model.maxBatch;
  }

  open(): number {
    return this.#model.open();
  }

  reset(handle: number): void {
    this.#model.reset(handle);
  }

  close(handle: number): void {
    this.#model.close(handle);
  }

  submit(
    handles: Int32Array,
    samples: Int16Array,
    count: number,
    onResult: (probabilities: Float32Array, count: number) => void,
  ): boolean {
    if (this.#outstanding === queueBatches) return false;
    const from = this.#spentMs();
    let answer: Float32Array | undefined;
    const isTaken = this.#model.submit(handles, samples, count, (probabilities) => {
      answer = probabilities.slice(0, count);
    });
    if (!isTaken) return false;
    if (!this.#model.settle(answerMaxMs)) throw new Error(`the VAD model took more than ${answerMaxMs} ms`);
    const costMs = this.#spentMs() - from;
    this.computeMs += costMs;
    const answered = answer;
    if (answered === undefined) throw new Error('the VAD model settled without an answer');
    this.#busyUntil = Math.max(this.#clock.now(), this.#busyUntil) + costMs;
    this.#outstanding += 1;
    this.#clock.at(this.#busyUntil, () => {
      this.#outstanding -= 1;
      onResult(answered, count);
    });
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The model is its owner's.
  }
}
