/** A worker for the tests of the pool: it echoes, fails, dies, hangs or waits, as the job says. */
import process from 'node:process';
import { workerData } from 'node:worker_threads';
import { serveJobs } from '../worker-pool-side.ts';

export interface PoolWorkerData {
  /** [0]: 1 opens the gate. [1]: counts the gates reached. [2]: counts jobs done. */
  gate?: Int32Array;
  start?: 'throws' | 'silent';
}

export type PoolJob = { type: 'echo'; value: string } | { type: 'throw' | 'exit' | 'hang' | 'gate' };

const { gate, start } = workerData as PoolWorkerData;
if (start === 'throws') throw new Error('no good start');
if (start !== 'silent') {
  serveJobs<PoolJob, string>({
    work(job) {
      switch (job.type) {
        case 'echo':
          return { result: job.value };
        case 'throw':
          throw new Error('this job is bad');
        case 'exit':
          return process.exit(3);
        case 'hang':
          for (;;);
        case 'gate':
          Atomics.add(gate!, 1, 1);
          Atomics.wait(gate!, 0, 0);
          return { result: 'through the gate' };
      }
    },
    afterwards: () => {
      if (gate !== undefined) Atomics.add(gate, 2, 1);
    },
  });
} else {
  setInterval(() => undefined, 1000);
}
