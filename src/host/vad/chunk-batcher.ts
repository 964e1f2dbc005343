/**
 * Gathers chunks of many legs into batches for the model, and brings its answers back to them.
 *
 * Legs stand in a queue while the model must hear them. A flush goes round it, one chunk per leg and
 * round, since a batch may hold a leg only once. Batches are recycled records with a callback made
 * once; when all are out, or the model refuses, chunks wait in their legs and old ones are passed over.
 */
import type { BatchVadModel } from '../../contracts/vad.ts';
import type { SpeechEdge } from './speech-judge.ts';
import type { VadLeg } from './vad-leg.ts';

/** Batches under way at once: beyond that the model is too slow and answers would come too late anyway. */
const maxBatches = 16;

type EdgeListener = (leg: VadLeg, edge: SpeechEdge) => void;

export class ChunkBatcher {
  chunks = 0;
  batches = 0;
  refusedBatches = 0;
  readonly #model: BatchVadModel;
  readonly #onEdge: EdgeListener;
  readonly #queue: VadLeg[] = [];
  readonly #handles: Int32Array;
  readonly #samples: Int16Array;
  readonly #free: Batch[];
  #filling: Batch | undefined;

  constructor(model: BatchVadModel, onEdge: EdgeListener) {
    this.#model = model;
    this.#onEdge = onEdge;
    this.#handles = new Int32Array(model.maxBatch);
    this.#samples = new Int16Array(model.maxBatch * model.chunkSamples);
    this.#free = Array.from({ length: maxBatches }, () => new Batch(model.maxBatch, this.#deliver));
  }

  enqueue(leg: VadLeg): void {
    if (leg.isQueued) return;
    leg.isQueued = true;
    this.#queue.push(leg);
  }

  /** Submits every chunk that lies ready. */
  flush(): void {
    // An answer may come while we flush (a synchronous model) and add legs: they join the next round.
    while (this.#fillRound() && this.#submitFilling());
    this.#dropContent();
  }

  /** One chunk of each leg that has one. @returns whether anything is left to submit. */
  #fillRound(): boolean {
    for (let index = 0; index < this.#queue.length; index += 1) {
      const leg = this.#queue[index]!;
      if (leg.isClosed || !leg.isChunkReady) continue;
      this.#filling ??= this.#free.pop();
      const batch = this.#filling;
      if (batch === undefined) {
        this.refusedBatches += 1;
        return false;
      }
      this.#add(batch, leg);
      if (batch.count === this.#model.maxBatch && !this.#submitFilling()) return false;
    }
    return this.#filling !== undefined;
  }

  #add(batch: Batch, leg: VadLeg): void {
    const at = batch.count;
    this.#handles[at] = leg.modelHandle;
    batch.legs[at] = leg;
    batch.epochs[at] = leg.epoch;
    batch.positions[at] = leg.takeChunk(this.#samples, at * this.#model.chunkSamples);
    batch.count += 1;
  }

  #submitFilling(): boolean {
    const batch = this.#filling!;
    this.#filling = undefined;
    // A synchronous model has answered, and the batch is recycled, before `submit` returns.
    const { count } = batch;
    const isTaken = this.#model.submit(this.#handles, this.#samples, count, batch.onResult);
    if (isTaken) {
      this.chunks += count;
      this.batches += 1;
    } else {
      // These chunks go unheard: the judge waits for an answer for a while, then decides without.
      this.refusedBatches += 1;
      this.#recycle(batch);
    }
    return isTaken;
  }

  readonly #deliver = (batch: Batch, probabilities: Float32Array): void => {
    for (let index = 0; index < batch.count; index += 1) {
      const leg = batch.legs[index]!;
      if (leg.isClosed || leg.epoch !== batch.epochs[index]) continue;
      const edge = leg.answer(probabilities[index]!, batch.positions[index]!);
      if (leg.cursor !== -1) this.enqueue(leg);
      if (edge !== 'none') this.#onEdge(leg, edge);
    }
    this.#recycle(batch);
  };

  #recycle(batch: Batch): void {
    batch.legs.fill(undefined, 0, batch.count);
    batch.count = 0;
    this.#free.push(batch);
  }

  /** Takes the legs out of the queue that the model need not hear any more. */
  #dropContent(): void {
    let kept = 0;
    for (const leg of this.#queue) {
      leg.isQueued = leg.cursor !== -1 && !leg.isClosed;
      if (leg.isQueued) this.#queue[kept++] = leg;
    }
    this.#queue.length = kept;
  }
}

class Batch {
  count = 0;
  readonly legs: (VadLeg | undefined)[];
  readonly epochs: Int32Array;
  readonly positions: Float64Array;
  readonly onResult: (probabilities: Float32Array) => void;

  constructor(size: number, deliver: (batch: Batch, probabilities: Float32Array) => void) {
    this.legs = Array.from({ length: size });
    this.epochs = new Int32Array(size);
    this.positions = new Float64Array(size);
    this.onResult = (probabilities) => deliver(this, probabilities);
  }
}
