/**
 * One place in a worker pool: a thread, what it works on, and its successor when it is lost.
 *
 *   starting ──ready──▶ free ◀──▶ working        lost: crash, hang, not ready in time
 *       ▲                 └────lost────┴──▶ pausing ──pause──▶ starting
 *
 * A hang is told from a stall of our own by a second look: a result that was already waiting when the
 * limit struck is read in between.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock/clock.ts';
import { describeThrown, invariant } from '../errors/antiphon-error.ts';
import type { JobMessage, WorkerMessage } from './worker-pool-side.ts';

export type JobOutcome<Result> =
  | { type: 'done'; result: Result }
  /** The program threw; its worker lives on. */
  | { type: 'failed'; detail: string }
  /** The worker died under the job. */
  | { type: 'crashed'; detail: string }
  | { type: 'timed-out'; while: 'queued' | 'working'; limitMs: number };

export interface WorkerProgram {
  /** The module that the thread runs: it calls `serveJobs`. */
  file: URL;
  /** What `workerData` is to it: cloned, memory of a SharedArrayBuffer and compiled wasm shared. */
  data: unknown;
}

export interface WorkerLimits {
  /** Of a job, from its worker taking it. Default 10,000. */
  workedMaxMs: number;
  /** From the start of a thread to its `ready`. Default 10,000. */
  readyMaxMs: number;
  /** Before the first replacement; doubles with each loss in a row. Default 50. */
  pauseMinMs: number;
  /** Default 5,000. */
  pauseMaxMs: number;
}

export interface WorkerSlotListener {
  onFree(): void;
  /** Once: the first thread is ready, or `failure` says why it is not. */
  onStarted(failure?: string): void;
  onEnd(detail: string): void;
}

interface CurrentJob<Result> {
  id: number;
  onOutcome: (outcome: JobOutcome<Result>) => void;
}

/** How long the second look waits. */
const secondLookMs = 50;

export class WorkerSlot<Job, Result> implements AsyncDisposable {
  readonly #program: WorkerProgram;
  readonly #limits: WorkerLimits;
  readonly #clock: Clock;
  readonly #listener: WorkerSlotListener;
  readonly #ending = new Set<Promise<unknown>>();
  #worker: Worker | undefined;
  #ready = false;
  #started = false;
  #current: CurrentJob<Result> | undefined;
  #nextJob = 1;
  #lossesInARow = 0;
  /** The limit that runs: of the start, of a job, or of the pause. */
  #timer: Disposable | undefined;

  constructor(program: WorkerProgram, limits: WorkerLimits, clock: Clock, listener: WorkerSlotListener) {
    this.#program = program;
    this.#limits = limits;
    this.#clock = clock;
    this.#listener = listener;
    this.#start();
  }

  get free(): boolean {
    return this.#ready && this.#current === undefined;
  }

  get working(): boolean {
    return this.#current !== undefined;
  }

  work(job: Job, onOutcome: (outcome: JobOutcome<Result>) => void): void {
    invariant(this.free, 'a worker takes one job at a time');
    const id = this.#nextJob;
    this.#nextJob += 1;
    this.#current = { id, onOutcome };
    const limitMs = this.#limits.workedMaxMs;
    this.#limit(limitMs, () =>
      this.#lose({ type: 'timed-out', while: 'working', limitMs }, `a job exceeded ${limitMs} ms`),
    );
    this.#worker!.postMessage({ id, job } satisfies JobMessage<Job>, []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#current = undefined;
    this.#drop();
    await Promise.all(this.#ending);
  }

  #start(): void {
    // No environment and no options: a thread that computes needs neither keys nor loaders.
    const worker = new Worker(this.#program.file, {
      workerData: this.#program.data,
      env: {},
      execArgv: [],
      argv: [],
    });
    this.#worker = worker;
    // A lost worker may still speak: only the present one is listened to.
    const lost = (detail: string): void => {
      if (worker === this.#worker) this.#lose({ type: 'crashed', detail }, detail);
    };
    worker.on('message', (message: WorkerMessage<Result>) => {
      if (worker === this.#worker) this.#handle(message);
    });
    worker.on('messageerror', (error) => lost(`unreadable message: ${describeThrown(error)}`));
    worker.on('error', (error) => lost(describeThrown(error)));
    worker.on('exit', (code) => lost(`exit code ${code}`));
    const { readyMaxMs } = this.#limits;
    this.#limit(readyMaxMs, () => lost(`not ready after ${readyMaxMs} ms`));
  }

  #handle(message: WorkerMessage<Result>): void {
    if (message.type === 'ready') {
      this.#clearTimer();
      this.#ready = true;
      this.#reportStart();
    } else {
      const current = this.#current;
      if (current?.id !== message.id) return;
      this.#clearTimer();
      this.#current = undefined;
      this.#lossesInARow = 0;
      current.onOutcome(
        message.type === 'done'
          ? { type: 'done', result: message.result }
          : { type: 'failed', detail: message.detail },
      );
    }
    // What was just told may have closed the pool or taken the place.
    if (this.free) this.#listener.onFree();
  }

  #lose(outcome: JobOutcome<Result>, detail: string): void {
    const current = this.#current;
    this.#current = undefined;
    this.#drop();
    const { pauseMinMs, pauseMaxMs } = this.#limits;
    const pauseMs = Math.min(pauseMinMs * 2 ** this.#lossesInARow, pauseMaxMs);
    this.#lossesInARow += 1;
    this.#timer = this.#clock.at(this.#clock.now() + pauseMs, () => this.#start());
    this.#listener.onEnd(detail);
    this.#reportStart(detail);
    current?.onOutcome(outcome);
  }

  #reportStart(failure?: string): void {
    if (this.#started) return;
    this.#started = true;
    this.#listener.onStarted(failure);
  }

  #drop(): void {
    this.#clearTimer();
    this.#ready = false;
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker === undefined) return;
    const ending: Promise<unknown> = worker.terminate().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  #limit(limitMs: number, onExceeded: () => void): void {
    this.#clearTimer();
    this.#timer = this.#clock.at(this.#clock.now() + limitMs, () => {
      this.#timer = this.#clock.at(this.#clock.now() + secondLookMs, onExceeded);
    });
  }

  #clearTimer(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
  }
}
