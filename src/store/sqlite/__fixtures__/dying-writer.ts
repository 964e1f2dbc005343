/** A writer thread that dies under its first batch; its successors, who find the mark in shared memory, live. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWriter, ToWriter } from '../wire.ts';

const mark = new Int32Array((workerData as { mark: SharedArrayBuffer }).mark);
const tell = (message: FromWriter): void => parentPort!.postMessage(message);

parentPort!.on('message', (message: ToWriter) => {
  if (message.type === 'close') {
    parentPort!.close();
    return;
  }
  if (Atomics.exchange(mark, 0, 1) === 0) process.exit(3);
  const answers = message.requests.map(({ id }) => ({ id, ok: true, value: 'written' }) as const);
  tell({ type: 'answers', answers, trouble: undefined, freeBytes: 1e9 });
});
tell({ type: 'ready', freeBytes: 1e9 });
