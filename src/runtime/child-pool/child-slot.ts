/**
 * A place in the pool: one child after another, and the leases that stand on the present one.
 *
 * When a child ends, all its leases end with it; the next child starts after a pause that doubles with
 * every failure in a row and is forgotten once a child has lived. A lease taken during the pause waits:
 * its frames are kept here (its owner bounds them) and go out as soon as there is a process.
 */
import type { Clock, InstantMs } from '../../clock/clock.ts';
import { ChildLink, type ChildEnd, type ChildLimits, type ChildProgram } from './child-link.ts';

export interface LeaseListener {
  /** `payload` holds only until this returns. */
  onFrame(type: number, payload: Buffer): void;
  /** The child is gone and this lease with it: the last call. */
  onEnd(end: ChildEnd): void;
}

export interface RestartPolicy {
  pauseMinMs: number;
  pauseMaxMs: number;
  /** A child that has been ready for so long has shown that it can live. */
  provenAfterMs: number;
}

export interface SlotListener {
  onReady(): void;
  onEnd(end: ChildEnd): void;
}

export class ChildSlot implements AsyncDisposable {
  readonly #program: ChildProgram;
  readonly #limits: ChildLimits;
  readonly #policy: RestartPolicy;
  readonly #clock: Clock;
  readonly #listener: SlotListener;
  readonly #leases = new Map<number, LeaseListener>();
  #link: ChildLink | undefined;
  /** Children that are being killed: waited for at the end. */
  readonly #dying = new Set<Promise<void>>();
  #waiting: { type: number; lease: number; payload: Uint8Array }[] = [];
  #restart: Disposable | undefined;
  #readySince: InstantMs | undefined;
  #failures = 0;
  #closed = false;

  constructor(
    program: ChildProgram,
    limits: ChildLimits,
    policy: RestartPolicy,
    clock: Clock,
    listener: SlotListener,
  ) {
    this.#program = program;
    this.#limits = limits;
    this.#policy = policy;
    this.#clock = clock;
    this.#listener = listener;
    this.#start();
  }

  get pid(): number | undefined {
    return this.#link?.pid;
  }

  get state(): 'ready' | 'starting' | 'pausing' {
    if (this.#link === undefined) return 'pausing';
    return this.#link.ready ? 'ready' : 'starting';
  }

  get leases(): number {
    return this.#leases.size;
  }

  join(lease: number, listener: LeaseListener): void {
    this.#leases.set(lease, listener);
  }

  /** Frames of leases that have ended are dropped. */
  send(type: number, lease: number, payload: Uint8Array): void {
    if (!this.#leases.has(lease)) return;
    if (this.#link !== undefined) this.#link.send(type, lease, payload);
    // Not `slice`: on a Buffer that is a view.
    else this.#waiting.push({ type, lease, payload: Uint8Array.from(payload) });
  }

  leave(lease: number): void {
    this.#leases.delete(lease);
    if (this.#waiting.length > 0) this.#waiting = this.#waiting.filter((frame) => frame.lease !== lease);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#restart?.[Symbol.dispose]();
    if (this.#link !== undefined) this.#bury(this.#link);
    else this.#endLeases({ reason: 'closed', detail: 'closed by us' });
    await Promise.all(this.#dying);
  }

  #start(): void {
    this.#restart = undefined;
    const link = new ChildLink(this.#program, this.#limits, this.#clock, {
      onReady: () => {
        this.#readySince = this.#clock.now();
        this.#listener.onReady();
      },
      onFrame: (type, lease, payload) => this.#leases.get(lease)?.onFrame(type, payload),
      onEnd: (end) => this.#onEnd(link, end),
    });
    this.#link = link;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const frame of waiting) link.send(frame.type, frame.lease, frame.payload);
  }

  #onEnd(link: ChildLink, end: ChildEnd): void {
    this.#link = undefined;
    this.#bury(link);
    const proven =
      this.#readySince !== undefined && this.#clock.now() - this.#readySince >= this.#policy.provenAfterMs;
    this.#readySince = undefined;
    this.#failures = proven ? 1 : this.#failures + 1;
    // Armed first: a listener may lease again at once.
    if (!this.#closed)
      this.#restart = this.#clock.at(this.#clock.now() + this.#pauseMs(), () => this.#start());
    this.#endLeases(end);
    this.#listener.onEnd(end);
  }

  #endLeases(end: ChildEnd): void {
    const ended = [...this.#leases.values()];
    this.#leases.clear();
    this.#waiting = [];
    for (const listener of ended) listener.onEnd(end);
  }

  #pauseMs(): number {
    const { pauseMinMs, pauseMaxMs } = this.#policy;
    return Math.min(pauseMaxMs, pauseMinMs * 2 ** Math.min(this.#failures - 1, 16));
  }

  #bury(link: ChildLink): void {
    const gone = link[Symbol.asyncDispose]().finally(() => this.#dying.delete(gone));
    this.#dying.add(gone);
  }
}
