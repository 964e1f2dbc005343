/**
 * Child processes for native code that may crash: what dies there never takes the server along.
 *
 * Work is leased: a lease stands on one child for its whole life, chosen by who has the fewest. When
 * that child crashes or hangs, its leases are told once and are over; the child is replaced after a
 * bounded, growing pause, and new leases go to a living one or wait for the replacement.
 */
import type { Clock } from '../../clock/clock.ts';
import { invariant } from '../../errors/antiphon-error.ts';
import type { ChildEnd, ChildLimits, ChildProgram } from './child-link.ts';
import { ChildSlot, type LeaseListener, type RestartPolicy } from './child-slot.ts';

export interface ChildPoolOptions extends Partial<ChildLimits>, Partial<RestartPolicy> {
  program: ChildProgram;
  /** At least 1. */
  processes: number;
  clock: Clock;
  /** Told of every child that ends, except by `[Symbol.asyncDispose]`. Must not throw. */
  onChildEnd?: (end: ChildEnd) => void;
}

/** A line to one child. Frames arrive in the order sent. */
export interface Lease extends Disposable {
  /** `payload` is copied. Dropped silently once the lease has ended. */
  send(type: number, payload: Uint8Array): void;
}

export interface ChildState {
  pid: number | undefined;
  state: 'ready' | 'starting' | 'pausing';
  leases: number;
}

const defaults = {
  readyMaxMs: 30_000,
  pingMs: 1000,
  unansweredMax: 5,
  pauseMinMs: 100,
  pauseMaxMs: 5000,
  provenAfterMs: 10_000,
};
const readiness = { ready: 0, starting: 1, pausing: 2 } as const;

export class ChildPool implements AsyncDisposable {
  readonly #slots: readonly ChildSlot[];
  #nextLease = 1;
  #closed = false;

  /** Starts the children at once; `openChildPool` waits for them. */
  constructor(options: ChildPoolOptions, listener: { onReady(): void; onEnd(end: ChildEnd): void }) {
    invariant(options.processes >= 1, 'a pool has at least one process');
    const settings = { ...defaults, ...options };
    this.#slots = Array.from(
      { length: options.processes },
      () => new ChildSlot(options.program, settings, settings, options.clock, listener),
    );
  }

  get children(): readonly ChildState[] {
    return this.#slots.map(({ pid, state, leases }) => ({ pid, state, leases }));
  }

  /** A ready child before a starting one before none; then the one with the fewest leases. */
  lease(listener: LeaseListener): Lease {
    invariant(!this.#closed, 'the pool is closed');
    const slot = this.#slots.reduce((best, next) => (isBetter(next, best) ? next : best));
    const id = this.#nextLease;
    this.#nextLease = id === 0xffff_ffff ? 1 : id + 1;
    slot.join(id, listener);
    return {
      send: (type, payload) => slot.send(type, id, payload),
      [Symbol.dispose]: () => slot.leave(id),
    };
  }

  /** Kills the children and waits until they are gone; leases still open end with `closed`. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#slots.map((slot) => slot[Symbol.asyncDispose]()));
  }
}

function isBetter(slot: ChildSlot, than: ChildSlot): boolean {
  const difference = readiness[slot.state] - readiness[than.state];
  return difference === 0 ? slot.leases < than.leases : difference < 0;
}

/**
 * Resolves when every child is ready. When one ends before that, all are closed and `toError` makes the
 * rejection: what fails at the start (a missing file, a wrong option) would fail again.
 */
export async function openChildPool(
  options: ChildPoolOptions,
  toError: (end: ChildEnd) => Error,
): Promise<ChildPool> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let awaited = options.processes;
  const pool = new ChildPool(options, {
    onReady: () => {
      awaited -= 1;
      if (awaited === 0) resolve();
    },
    onEnd: (end) => {
      if (awaited > 0) reject(toError(end));
      if (end.reason !== 'closed') options.onChildEnd?.(end);
    },
  });
  try {
    await promise;
    return pool;
  } catch (thrown) {
    await pool[Symbol.asyncDispose]();
    throw thrown;
  }
}
