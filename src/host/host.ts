/**
 * Host runs many calls in one process: it gives out seats, ticks every session from one timer, and
 * drains in order.
 *
 * Intuition: a call that is refused with a clear answer costs its caller a second; one that is taken
 * without room for it costs everybody. So a seat is taken at once, synchronously, before anything
 * of the call is opened, and given back only when the last of it is closed.
 */
import type { Clock } from '../clock/clock.ts';
import type { VadLane } from '../contracts/vad.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { Session, type SessionOptions } from '../session/session.ts';
import { ToolRunner } from '../tools/tool-runner.ts';

const tickMs = 20;

export interface HostOptions {
  clock: Clock;
  vadLane: VadLane;
  /** Calls at a time. */
  seats: number;
}

/** A seat that was given out: either a session takes it, or it is given back. */
export interface Seat extends Disposable {
  start(options: Omit<SessionOptions, 'clock' | 'vadLane' | 'toolRunner'>): Session;
}

export class Host implements AsyncDisposable {
  /** What is down for one call is not hammered by the others. */
  readonly toolRunner: ToolRunner;
  readonly #options: HostOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #ticker: Disposable;
  #taken = 0;
  #draining = false;
  #whenEmpty: (() => void)[] = [];

  constructor(options: HostOptions) {
    this.#options = options;
    this.toolRunner = new ToolRunner({ clock: options.clock });
    this.#ticker = options.clock.every(tickMs, () => {
      for (const session of this.#sessions.values()) session.tick();
    });
  }

  get seatsTaken(): number {
    return this.#taken;
  }

  get seats(): number {
    return this.#options.seats;
  }

  get draining(): boolean {
    return this.#draining;
  }

  get sessions(): ReadonlyMap<string, Session> {
    return this.#sessions;
  }

  /** @throws AntiphonError CALL_REFUSED_FULL, CALL_REFUSED_DRAINING */
  takeSeat(): Seat {
    if (this.#draining) throw new AntiphonError('CALL_REFUSED_DRAINING', 'this host takes no new calls');
    if (this.#taken >= this.#options.seats) {
      throw new AntiphonError('CALL_REFUSED_FULL', `all ${this.#options.seats} seats are taken`);
    }
    this.#taken += 1;
    let given = true;
    const giveBack = (): void => {
      if (!given) return;
      given = false;
      this.#taken -= 1;
      if (this.#taken > 0) return;
      for (const resolve of this.#whenEmpty.splice(0)) resolve();
    };
    let started = false;
    return {
      start: (options) => {
        const session = new Session({
          ...options,
          clock: this.#options.clock,
          vadLane: this.#options.vadLane,
          toolRunner: this.toolRunner,
        });
        started = true;
        this.#sessions.set(session.callId, session);
        void session.ended.then(() => {
          this.#sessions.delete(session.callId);
          giveBack();
        });
        session.start();
        return session;
      },
      [Symbol.dispose]: () => {
        if (!started) giveBack();
      },
    };
  }

  /** Takes no new calls and waits until the live ones have ended, at most `limitMs`. @returns whether all ended. */
  async drain(limitMs: number): Promise<boolean> {
    this.#draining = true;
    if (this.#taken === 0) return true;
    const { clock } = this.#options;
    const outcome = Promise.withResolvers<boolean>();
    using _limit = clock.at(clock.now() + limitMs, () => outcome.resolve(false));
    this.#whenEmpty.push(() => outcome.resolve(true));
    return outcome.promise;
  }

  /** Ends every call at once, in order. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#draining = true;
    await Promise.all([...this.#sessions.values()].map((session) => session[Symbol.asyncDispose]()));
    this.#ticker[Symbol.dispose]();
  }
}
