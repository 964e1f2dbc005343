/**
 * The thread in which Silero runs, so that the loop that serves the calls never waits for it.
 *
 * It sleeps on a counter in shared memory, infers what was submitted, counts it as completed, and
 * posts one empty message when none is on its way already. Whatever is thrown here ends the thread:
 * the main side notices and starts a new one.
 */
import { parentPort, workerData } from 'node:worker_threads';
import {
  announcedAt,
  completedAt,
  nativeAt,
  stopAt,
  submittedAt,
  viewSharedMemory,
  type BatchShape,
  type SharedBatches,
} from './shared-batches.ts';
import { SileroNet, type SileroRate } from './silero-net.ts';

export interface SileroWorkerData {
  memory: SharedArrayBuffer;
  shape: BatchShape;
  rate: SileroRate;
  weightsPath: string;
}

function tell(what: 'ready' | 'completed'): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a MessagePort has no origin
  parentPort!.postMessage(what);
}

async function serve(net: SileroNet, { control, slots }: SharedBatches): Promise<void> {
  for (let completed = 0; ;) {
    Atomics.wait(control, submittedAt, completed);
    while (Atomics.load(control, submittedAt) !== completed) {
      // Said before the look at `stop`: either we see that we are to stop, or the other side sees where we are.
      Atomics.store(control, nativeAt, 1);
      if (Atomics.load(control, stopAt) === 1) return;
      await net.run(slots[completed & (slots.length - 1)]!);
      Atomics.store(control, nativeAt, 0);
      completed = (completed + 1) | 0;
      Atomics.store(control, completedAt, completed);
      Atomics.notify(control, completedAt);
      if (Atomics.exchange(control, announcedAt, 1) === 0) tell('completed');
    }
  }
}

const { memory, shape, rate, weightsPath } = workerData as SileroWorkerData;
const shared = viewSharedMemory(memory, shape);
const net = await SileroNet.load(weightsPath, rate, shape.maxBatch);
Atomics.store(shared.control, nativeAt, 0);
tell('ready');
await serve(net, shared);
await net.release();
