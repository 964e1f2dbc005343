/**
 * WriterLink keeps one writer thread alive: started, listened to, replaced after a pause when it dies, closed.
 *
 *   starting ──ready──▶ open ──batch──▶ working ──answers──▶ open         died: pausing ──pause──▶ starting
 *
 * One batch at a time is under way; what arrives meanwhile makes up the next one. A thread that hangs in the
 * disk cannot be ended, only waited for: its requests have limits of their own.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../clock/clock.ts';
import { AntiphonError, describeThrown, invariant } from '../../errors/antiphon-error.ts';
import type { FromWriter, NumberedRequest, ToWriter, WriterData } from './wire.ts';

export interface WriterListener {
  /** The thread is free. */
  onFree(): void;
  onAnswers(message: Extract<FromWriter, { type: 'answers' }>): void;
  /** The thread died, and its batch may have been written or not; or it could not be started again. */
  onLost(error: AntiphonError): void;
}

const writerThread = new URL('./writer-thread.ts', import.meta.url);
const pauseMinMs = 50;
const pauseMaxMs = 5000;

export class WriterLink {
  readonly #program: URL;
  readonly #data: WriterData;
  readonly #clock: Clock;
  readonly #listener: WriterListener;
  #worker: Worker | undefined;
  #exited = Promise.resolve();
  #state: 'starting' | 'free' | 'working' | 'lost' | 'closed' = 'starting';
  #losses = 0;
  #pause: Disposable | undefined;
  /** Settles the first start, whose failure is the failure of opening the store. */
  #first: PromiseWithResolvers<number> | undefined = Promise.withResolvers();

  constructor(data: WriterData, clock: Clock, listener: WriterListener, program = writerThread) {
    this.#program = program;
    this.#data = data;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Resolves with the bytes that can still be written. @throws AntiphonError STORE_* when the file cannot be used. */
  start(): Promise<number> {
    const { promise } = this.#first!;
    this.#start();
    return promise;
  }

  get free(): boolean {
    return this.#state === 'free';
  }

  get lost(): boolean {
    return this.#state === 'lost' || (this.#state === 'starting' && this.#losses > 0);
  }

  work(requests: readonly NumberedRequest[]): void {
    invariant(this.free, 'a writer takes one batch at a time');
    this.#state = 'working';
    this.#post({ type: 'batch', requests });
  }

  /** The file is closed in order when the thread is free; otherwise, or after `limitMs`, the thread is ended. */
  async close(limitMs: number): Promise<void> {
    const orderly = this.#state === 'free';
    this.#state = 'closed';
    this.#pause?.[Symbol.dispose]();
    const worker = this.#worker;
    if (worker === undefined) return;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    if (orderly) this.#post({ type: 'close' });
    else void worker.terminate();
    using _limit = this.#clock.at(this.#clock.now() + limitMs, resolve);
    await Promise.race([this.#exited, late]);
    // Only a thread that hangs in the disk is left by now: it must not keep the process.
    void worker.terminate();
    worker.unref();
  }

  #start(): void {
    this.#state = 'starting';
    // No environment and no options: what it needs is in its data.
    const options = { workerData: this.#data, env: {}, execArgv: [], argv: [] };
    const worker = new Worker(this.#program, options);
    this.#worker = worker;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#exited = promise;
    worker.on('message', (message: FromWriter) => {
      if (worker === this.#worker) this.#handle(message);
    });
    worker.on('error', (error) => {
      this.#lose(
        worker,
        new AntiphonError('STORE_FAILED', `the thread of the store: ${describeThrown(error)}`),
      );
    });
    worker.on('exit', (code) => {
      resolve();
      this.#lose(
        worker,
        new AntiphonError('STORE_FAILED', `the thread of the store ended with code ${code}`),
      );
    });
  }

  #handle(message: FromWriter): void {
    if (this.#state === 'closed') return;
    switch (message.type) {
      case 'refused': {
        const error = new AntiphonError(message.code, message.message);
        this.#lose(this.#worker!, error);
        return;
      }
      case 'ready':
        this.#state = 'free';
        this.#first?.resolve(message.freeBytes);
        this.#first = undefined;
        break;
      case 'answers':
        this.#losses = 0;
        this.#state = 'free';
        this.#listener.onAnswers(message);
        break;
    }
    if (this.free) this.#listener.onFree();
  }

  #lose(worker: Worker, error: AntiphonError): void {
    if (worker !== this.#worker || this.#state === 'closed') return;
    this.#worker = undefined;
    void worker.terminate();
    this.#state = 'lost';
    if (this.#first !== undefined) {
      this.#first.reject(error);
      return;
    }
    const pauseMs = Math.min(pauseMinMs * 2 ** this.#losses, pauseMaxMs);
    this.#losses += 1;
    this.#pause = this.#clock.at(this.#clock.now() + pauseMs, () => this.#start());
    this.#listener.onLost(error);
  }

  #post(message: ToWriter): void {
    this.#worker!.postMessage(message);
  }
}
