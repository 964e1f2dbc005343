/**
 * The memory that the main thread and the Silero thread share: a ring of batches.
 *
 *   main:   writes slot `submitted`, then counts it up ──▶ worker: reads slot `completed`, infers,
 *           reads the probabilities of it          ◀────           then counts it up
 *
 * Two counters, each written by one side only, are all the agreement there is; whoever waits does so
 * with Atomics. So a batch costs no structured clone, and the main thread no promise.
 */

export interface BatchShape {
  /** Slots in the ring: a power of two. */
  slots: number;
  maxBatch: number;
  chunkSamples: number;
}

/** Places in `control`. */
export const submittedAt = 0;
export const completedAt = 1;
/** 1 while a message about finished batches is on its way: one message may announce several. */
export const announcedAt = 2;
/** 1 when the worker shall end. */
export const stopAt = 3;
/** 1 while the worker is in native code: a thread that is ended there takes the whole process with it. */
export const nativeAt = 4;

export interface BatchSlot {
  /** Chunks in this batch. */
  count: Int32Array;
  handles: Int32Array;
  /** 1 where the handle's audio starts afresh with this chunk. */
  resets: Uint8Array;
  samples: Int16Array;
  probabilities: Float32Array;
}

export interface SharedBatches {
  control: Int32Array;
  slots: BatchSlot[];
}

const controlBytes = 20;

export function allocateSharedMemory(shape: BatchShape): SharedArrayBuffer {
  return new SharedArrayBuffer(controlBytes + shape.slots * slotBytes(shape));
}

/** The same views over the same memory, for either side. */
export function viewSharedMemory(memory: SharedArrayBuffer, shape: BatchShape): SharedBatches {
  const { maxBatch, chunkSamples } = shape;
  const slots = Array.from({ length: shape.slots }, (_, index): BatchSlot => {
    let at = controlBytes + index * slotBytes(shape);
    const take = (bytes: number): number => (at += bytes) - bytes;
    return {
      count: new Int32Array(memory, take(4), 1),
      handles: new Int32Array(memory, take(4 * maxBatch), maxBatch),
      probabilities: new Float32Array(memory, take(4 * maxBatch), maxBatch),
      samples: new Int16Array(memory, take(2 * maxBatch * chunkSamples), maxBatch * chunkSamples),
      resets: new Uint8Array(memory, take(maxBatch), maxBatch),
    };
  });
  return { control: new Int32Array(memory, 0, controlBytes / 4), slots };
}

/** Rounded up so that the next slot's 32-bit views stay aligned. */
function slotBytes({ maxBatch, chunkSamples }: BatchShape): number {
  const bytes = 4 + maxBatch * (4 + 4 + 2 * chunkSamples + 1);
  return Math.ceil(bytes / 8) * 8;
}
