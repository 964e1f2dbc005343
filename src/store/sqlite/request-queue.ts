/**
 * RequestQueue is the bounded wait before the writer thread: first come, first served, in batches.
 *
 *   send ──▶ waiting ──batch──▶ under way ──▶ answer          full: refused at once, and nothing is stored
 *               └─ too long: STORE_TIMEOUT; what waited was not stored, what was under way may have been
 */
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { StoreHealth } from '../../contracts/call-store.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { FromWriter, StoreRequest, Trouble, WriterData } from './wire.ts';
import { WriterLink } from './writer-link.ts';

export interface QueueLimits {
  /** Requests without an answer. Default 10,000. */
  requestsMax: number;
  /** Of their records, in UTF-16 units. Default 32 Mi. */
  unitsMax: number;
  /** How long one request may take. Default 2,000. */
  answerMaxMs: number;
  /** An answer that takes longer makes the store `slow`. Default 250. */
  slowMs: number;
  /** With less room than this the store is `failing`, before it is full. Default 64 MiB. */
  roomMinBytes: number;
  /** Requests in one transaction: bounds how long their answers hold up the loop. Default 64. */
  batchMax: number;
}

interface Waiting extends PromiseWithResolvers<unknown> {
  id: number;
  request: StoreRequest;
  units: number;
  since: InstantMs;
  limit: Disposable;
}

type Answers = Extract<FromWriter, { type: 'answers' }>;

export class RequestQueue {
  readonly #limits: QueueLimits;
  readonly #clock: Clock;
  readonly #link: WriterLink;
  /** Everything without an answer, in order; those of `#underWay` are with the thread. */
  readonly #waiting = new Map<number, Waiting>();
  #underWay = new Map<number, Waiting>();
  #underWaySince: InstantMs = 0;
  #units = 0;
  #nextId = 1;
  #closed = false;
  #trouble: Trouble | undefined;
  #freeBytes = 0;
  #idle: (() => void) | undefined;

  /** @param program the thread's module, where a test has one of its own. */
  constructor(data: WriterData, clock: Clock, limits: QueueLimits, program?: URL) {
    this.#limits = limits;
    this.#clock = clock;
    const listener = {
      onFree: () => this.#dispatch(),
      onAnswers: (message: Answers) => this.#settle(message),
      onLost: (error: AntiphonError) => this.#onLost(error),
    };
    this.#link = new WriterLink(data, clock, listener, program);
  }

  async start(): Promise<void> {
    this.#freeBytes = await this.#link.start();
  }

  /** @param units the length of the record that it carries. */
  send(request: StoreRequest, units: number): Promise<unknown> {
    if (this.#closed) return Promise.reject(new AntiphonError('STORE_CLOSED', 'the store is closed'));
    const { requestsMax, unitsMax, answerMaxMs } = this.#limits;
    const count = this.#waiting.size + this.#underWay.size;
    if (count >= requestsMax || this.#units + units > unitsMax) {
      const message = `${count} requests wait for the store; this one was not stored`;
      return Promise.reject(new AntiphonError('STORE_OVERLOADED', message));
    }
    const id = this.#nextId;
    this.#nextId += 1;
    const since = this.#clock.now();
    const limit = this.#clock.at(since + answerMaxMs, () => this.#giveUp(id));
    const waiting: Waiting = { ...Promise.withResolvers<unknown>(), id, request, units, since, limit };
    this.#units += units;
    this.#waiting.set(id, waiting);
    this.#dispatch();
    return waiting.promise;
  }

  health(): StoreHealth {
    const waiting = this.#waiting.size + this.#underWay.size;
    const verdict = (state: StoreHealth['state'], reason: string): StoreHealth => ({
      state,
      reason,
      waiting,
    });
    const { roomMinBytes, requestsMax, unitsMax, slowMs, answerMaxMs } = this.#limits;
    if (this.#closed) return verdict('failing', 'the store is closed');
    if (this.#link.lost) return verdict('failing', 'the thread of the store is being replaced');
    if (this.#trouble !== undefined) {
      return verdict('failing', `${this.#trouble.code}: ${this.#trouble.message}`);
    }
    if (this.#freeBytes < roomMinBytes)
      return verdict('failing', `${this.#freeBytes} bytes of room are left`);
    const oldestMs = this.#oldestMs();
    if (oldestMs >= answerMaxMs) return verdict('failing', `no answer for ${Math.round(oldestMs)} ms`);
    if (oldestMs >= slowMs) return verdict('slow', `no answer for ${Math.round(oldestMs)} ms`);
    if (waiting > requestsMax / 2 || this.#units > unitsMax / 2)
      return verdict('slow', 'the queue is half full');
    return verdict('good', '');
  }

  /** Takes nothing more; waits for what it has, at most `limitMs`; then closes the file. Idempotent. */
  async close(limitMs: number): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#idle = resolve;
    using _limit = this.#clock.at(this.#clock.now() + limitMs, resolve);
    this.#reportIdle();
    await promise;
    const closed = new AntiphonError('STORE_CLOSED', 'the store was closed before it answered');
    for (const waiting of [...this.#underWay.values(), ...this.#waiting.values()])
      this.#reject(waiting, closed);
    this.#underWay.clear();
    this.#waiting.clear();
    await this.#link.close(limitMs);
  }

  #dispatch(): void {
    if (!this.#link.free || this.#waiting.size === 0) return;
    for (const [id, waiting] of this.#waiting) {
      if (this.#underWay.size >= this.#limits.batchMax) break;
      this.#waiting.delete(id);
      this.#underWay.set(id, waiting);
    }
    this.#underWaySince = this.#clock.now();
    this.#link.work([...this.#underWay.values()].map(({ id, request }) => ({ id, request })));
  }

  #settle({ answers, trouble, freeBytes }: Answers): void {
    const batch = this.#underWay;
    this.#underWay = new Map();
    // A damaged file does not heal: what can still be written is, and nobody new is promised anything.
    if (this.#trouble?.code !== 'STORE_CORRUPT') this.#trouble = trouble;
    this.#freeBytes = freeBytes;
    for (const answer of answers) {
      const waiting = batch.get(answer.id);
      if (waiting === undefined) continue;
      if (answer.ok) {
        this.#release(waiting);
        waiting.resolve(answer.value);
      } else {
        if (answer.code === 'STORE_CORRUPT') this.#trouble = answer;
        this.#reject(waiting, new AntiphonError(answer.code, answer.message));
      }
    }
    this.#reportIdle();
  }

  #onLost(error: AntiphonError): void {
    const batch = this.#underWay;
    this.#underWay = new Map();
    for (const waiting of batch.values()) this.#reject(waiting, error);
    this.#reportIdle();
  }

  /** The thread may still be at it: what it was given counts against no one's limit any more. */
  #giveUp(id: number): void {
    const underWay = this.#underWay.get(id);
    const waiting = underWay ?? this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    const what = underWay === undefined ? 'it was not stored' : 'it may have been stored';
    const { answerMaxMs } = this.#limits;
    this.#reject(waiting, new AntiphonError('STORE_TIMEOUT', `no answer within ${answerMaxMs} ms: ${what}`));
  }

  #reject(waiting: Waiting, error: AntiphonError): void {
    this.#release(waiting);
    waiting.reject(error);
  }

  #release(waiting: Waiting): void {
    this.#units -= waiting.units;
    // Once: a request that was given up may still get its answer.
    waiting.units = 0;
    waiting.limit[Symbol.dispose]();
  }

  #oldestMs(): number {
    const [first] = this.#waiting.values();
    const since = this.#underWay.size > 0 ? this.#underWaySince : first?.since;
    return since === undefined ? 0 : this.#clock.now() - Math.min(since, first?.since ?? since);
  }

  #reportIdle(): void {
    if (this.#waiting.size === 0 && this.#underWay.size === 0) this.#idle?.();
  }
}
