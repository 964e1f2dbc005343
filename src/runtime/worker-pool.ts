/**
 * Threads for work that would block the loop: a bounded queue before a fixed number of workers.
 *
 *   submit ──▶ queue (most urgent first) ──▶ worker ──▶ outcome, told once
 *                │ full: refused   │ waits too long: timed-out   │ crash: crashed · hangs: timed-out
 *
 * A job has an instant at which it is due, and the earliest due goes first: whoever has sound left to play
 * can wait, whoever starts to speak cannot, and nobody starves since the overdue become ever more urgent.
 * A worker cannot be interrupted: a cancelled job is worked to its end and its result dropped; one that
 * exceeds its limit is ended with its worker, which is replaced after a pause that grows up to a bound.
 */
import type { Clock, InstantMs } from '../clock/clock.ts';
import { invariant } from '../errors/antiphon-error.ts';
import { WorkerSlot, type JobOutcome, type WorkerLimits, type WorkerProgram } from './worker-pool-slot.ts';

export type { JobOutcome, WorkerProgram };

export interface WorkerPoolOptions extends Partial<WorkerLimits> {
  program: WorkerProgram;
  /** At least 1. */
  workers: number;
  /** Jobs that wait; beyond that `submit` refuses. */
  queueMax: number;
  /** How long a job may wait. Default 10,000. */
  queuedMaxMs?: number;
  clock: Clock;
  /** Told of each worker that ends, except by disposal. Must not throw. */
  onWorkerEnd?: (detail: string) => void;
}

interface QueuedJob<Job, Result> {
  job: Job;
  dueMs: InstantMs;
  /** Undefined once told or cancelled. */
  onOutcome: ((outcome: JobOutcome<Result>) => void) | undefined;
  limit: Disposable;
}

const defaults = {
  queuedMaxMs: 10_000,
  workedMaxMs: 10_000,
  readyMaxMs: 10_000,
  pauseMinMs: 50,
  pauseMaxMs: 5000,
};

export class WorkerPool<Job, Result> implements AsyncDisposable {
  readonly #slots: readonly WorkerSlot<Job, Result>[];
  readonly #queue: QueuedJob<Job, Result>[] = [];
  readonly #clock: Clock;
  readonly #queueMax: number;
  readonly #queuedMaxMs: number;
  #closed = false;

  /** Starts the workers at once; `openWorkerPool` waits for them. */
  constructor(options: WorkerPoolOptions, onStarted: (failure?: string) => void = () => undefined) {
    invariant(options.workers >= 1, 'a pool has at least one worker');
    const settings = { ...defaults, ...options };
    this.#clock = options.clock;
    this.#queueMax = options.queueMax;
    this.#queuedMaxMs = settings.queuedMaxMs;
    const listener = {
      onFree: () => this.#dispatch(),
      onStarted,
      onEnd: (detail: string) => options.onWorkerEnd?.(detail),
    };
    this.#slots = Array.from(
      { length: options.workers },
      () => new WorkerSlot<Job, Result>(options.program, settings, options.clock, listener),
    );
  }

  /** Jobs that wait for a worker. */
  get queued(): number {
    return this.#queue.length;
  }

  /** Workers that have a job, also one that nobody waits for any more. */
  get working(): number {
    return this.#slots.filter((slot) => slot.working).length;
  }

  /**
   * Undefined when the queue is full. `onOutcome` is called once, never before this returns, and not at
   * all once the job is disposed of or the pool is closed. It must not throw.
   */
  submit(
    job: Job,
    dueMs: InstantMs,
    onOutcome: (outcome: JobOutcome<Result>) => void,
  ): Disposable | undefined {
    invariant(!this.#closed, 'the pool is closed');
    const free = this.#queue.length === 0 && this.#slots.some((slot) => slot.free);
    if (!free && this.#queue.length >= this.#queueMax) return undefined;
    const limitMs = this.#queuedMaxMs;
    const queued: QueuedJob<Job, Result> = {
      job,
      dueMs,
      onOutcome,
      limit: this.#clock.at(this.#clock.now() + limitMs, () => {
        this.#remove(queued);
        tell(queued, { type: 'timed-out', while: 'queued', limitMs });
      }),
    };
    this.#queue.push(queued);
    this.#dispatch();
    return {
      [Symbol.dispose]: () => {
        this.#remove(queued);
        queued.onOutcome = undefined;
      },
    };
  }

  /** Ends the workers and waits until they are gone. No outcome is told after this is called. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const { limit } of this.#queue.splice(0)) limit[Symbol.dispose]();
    await Promise.all(this.#slots.map((slot) => slot[Symbol.asyncDispose]()));
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const slot = this.#slots.find((candidate) => candidate.free);
      if (slot === undefined) return;
      const next = this.#queue.reduce((best, queued) => (queued.dueMs < best.dueMs ? queued : best));
      this.#remove(next);
      slot.work(next.job, (outcome) => tell(next, outcome));
    }
  }

  #remove(queued: QueuedJob<Job, Result>): void {
    queued.limit[Symbol.dispose]();
    const index = this.#queue.indexOf(queued);
    if (index >= 0) this.#queue.splice(index, 1);
  }
}

/** A pool whose workers are all ready. Rejects, with nothing left running, when one of them cannot start. */
export async function openWorkerPool<Job, Result>(
  options: WorkerPoolOptions,
): Promise<WorkerPool<Job, Result>> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let missing = options.workers;
  const pool = new WorkerPool<Job, Result>(options, (failure) => {
    missing -= 1;
    if (failure !== undefined) reject(new Error(failure));
    else if (missing === 0) resolve();
  });
  try {
    await promise;
    return pool;
  } catch (thrown) {
    await pool[Symbol.asyncDispose]();
    throw thrown;
  }
}

function tell<Job, Result>(queued: QueuedJob<Job, Result>, outcome: JobOutcome<Result>): void {
  const { onOutcome } = queued;
  queued.onOutcome = undefined;
  onOutcome?.(outcome);
}
