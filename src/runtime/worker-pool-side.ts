/** The worker's half of a worker pool: takes jobs one by one and answers each. */
import { parentPort, type Transferable } from 'node:worker_threads';
import { describeThrown, invariant } from '../errors/antiphon-error.ts';

export interface JobMessage<Job> {
  id: number;
  job: Job;
}

export type WorkerMessage<Result> =
  | { type: 'ready' }
  | { type: 'done'; id: number; result: Result }
  | { type: 'failed'; id: number; detail: string };

export interface JobServer<Job, Result> {
  /** Synchronous: it has the thread to itself. What it throws becomes the outcome `failed`. */
  work(job: Job): { result: Result; transfer?: readonly Transferable[] };
  /** Runs after each answer is on its way: for what the next job would otherwise wait for. */
  afterwards?(): void;
}

/** Call once, when the thread is ready to work. */
export function serveJobs<Job, Result>(server: JobServer<Job, Result>): void {
  invariant(parentPort !== null, 'serveJobs runs in a worker thread');
  const port = parentPort;
  const post = (message: WorkerMessage<Result>, transfer: readonly Transferable[] = []): void =>
    port.postMessage(message, [...transfer]);
  port.on('message', ({ id, job }: JobMessage<Job>) => {
    try {
      const { result, transfer } = server.work(job);
      post({ type: 'done', id, result }, transfer);
    } catch (thrown) {
      post({ type: 'failed', id, detail: describeThrown(thrown) });
    }
    server.afterwards?.();
  });
  post({ type: 'ready' });
}
