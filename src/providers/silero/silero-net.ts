/**
 * The network itself: one inference over many calls, with the memory of each call kept beside it.
 *
 * Silero is recurrent. Besides the chunk it wants the last few samples of the chunk before (context)
 * and the state it left behind; both are gathered per handle before a run and scattered after it.
 * A batch gives bit for bit what its chunks would give alone.
 */
import type * as runtimeModule from 'onnxruntime-node';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { BatchSlot } from './shared-batches.ts';

type Runtime = typeof runtimeModule;

/** Two layers of 128. */
const layers = 2;
const units = 128;

export interface SileroRate {
  sampleRate: 8000 | 16000;
  chunkSamples: number;
  contextSamples: number;
}

export const sileroRates: Record<8000 | 16000, SileroRate> = {
  8000: { sampleRate: 8000, chunkSamples: 256, contextSamples: 32 },
  16000: { sampleRate: 16000, chunkSamples: 512, contextSamples: 64 },
};

export class SileroNet {
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #rate: SileroRate;
  readonly #rateTensor: Tensor;
  readonly #input: Float32Array;
  readonly #state: Float32Array;
  /** Handle after handle: layers * units of state. */
  #states = new Float32Array(0);
  /** Handle after handle: the end of the chunk before. */
  #contexts = new Float32Array(0);

  static async load(weightsPath: string, rate: SileroRate, maxBatch: number): Promise<SileroNet> {
    const runtime = await import('onnxruntime-node');
    const session = await runtime.InferenceSession.create(weightsPath, {
      // One thread: the batch is the parallelism, and the other cores belong to other hosts.
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      // The graph carries a few unused constants; its warnings about them are of no use to anyone.
      logSeverityLevel: 3,
    });
    return new SileroNet(runtime, session, rate, maxBatch);
  }

  private constructor(runtime: Runtime, session: InferenceSession, rate: SileroRate, maxBatch: number) {
    this.#runtime = runtime;
    this.#session = session;
    this.#rate = rate;
    this.#rateTensor = new runtime.Tensor('int64', BigInt64Array.of(BigInt(rate.sampleRate)), []);
    this.#input = new Float32Array(maxBatch * (rate.contextSamples + rate.chunkSamples));
    this.#state = new Float32Array(layers * maxBatch * units);
  }

  /** Fills in the probabilities of one batch. */
  async run(slot: BatchSlot): Promise<void> {
    const count = slot.count[0]!;
    const { Tensor } = this.#runtime;
    const width = this.#rate.contextSamples + this.#rate.chunkSamples;
    this.#gather(slot, count);
    const result = await this.#session.run({
      input: new Tensor('float32', this.#input.subarray(0, count * width), [count, width]),
      state: new Tensor('float32', this.#state.subarray(0, layers * count * units), [layers, count, units]),
      sr: this.#rateTensor,
    });
    slot.probabilities.set(result['output']!.data as Float32Array);
    this.#scatter(slot, count, result['stateN']!.data as Float32Array);
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  #gather(slot: BatchSlot, count: number): void {
    const { contextSamples, chunkSamples } = this.#rate;
    const width = contextSamples + chunkSamples;
    for (let index = 0; index < count; index += 1) {
      const handle = slot.handles[index]!;
      this.#makeRoomFor(handle);
      if (slot.resets[index] === 1) this.#forget(handle);
      const context = this.#contexts.subarray(handle * contextSamples, (handle + 1) * contextSamples);
      this.#input.set(context, index * width);
      const to = index * width + contextSamples;
      const from = index * chunkSamples;
      for (let k = 0; k < chunkSamples; k += 1) this.#input[to + k] = slot.samples[from + k]! / 32768;
      for (let layer = 0; layer < layers; layer += 1) {
        const at = (handle * layers + layer) * units;
        this.#state.set(this.#states.subarray(at, at + units), (layer * count + index) * units);
      }
    }
  }

  #scatter(slot: BatchSlot, count: number, next: Float32Array): void {
    const { contextSamples, chunkSamples } = this.#rate;
    const width = contextSamples + chunkSamples;
    for (let index = 0; index < count; index += 1) {
      const handle = slot.handles[index]!;
      const end = (index + 1) * width;
      this.#contexts.set(this.#input.subarray(end - contextSamples, end), handle * contextSamples);
      for (let layer = 0; layer < layers; layer += 1) {
        const at = (layer * count + index) * units;
        this.#states.set(next.subarray(at, at + units), (handle * layers + layer) * units);
      }
    }
  }

  #forget(handle: number): void {
    const { contextSamples } = this.#rate;
    this.#contexts.fill(0, handle * contextSamples, (handle + 1) * contextSamples);
    this.#states.fill(0, handle * layers * units, (handle + 1) * layers * units);
  }

  #makeRoomFor(handle: number): void {
    const capacity = this.#states.length / (layers * units);
    if (handle < capacity) return;
    const larger = Math.max(64, 2 * capacity, handle + 1);
    const states = new Float32Array(larger * layers * units);
    states.set(this.#states);
    this.#states = states;
    const contexts = new Float32Array(larger * this.#rate.contextSamples);
    contexts.set(this.#contexts);
    this.#contexts = contexts;
  }
}
