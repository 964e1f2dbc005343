/**
 * Vosk in virtual time: the engine, its room and its streams are the real ones; only the child process
 * between them is played.
 *
 *   VoskStream ─frame─▶ (pipe) ─▶ HearingRoom, one step after the other ─frame─▶ (pipe) ─▶ VoskStream
 *
 * The room runs in this process while the virtual clock stands still. Each of its steps costs the CPU that
 * it used, one begins where the one before it ended, and what it says leaves at that instant of its step
 * at which it was said: as from a child with a core of its own.
 */
import type { Clock, InstantMs } from '../../src/clock/clock.ts';
import { openEngine } from '../../src/providers/vosk/vosk-engine.ts';
import { HearingRoom, type FreeFormPolicy } from '../../src/providers/vosk/hearing-room.ts';
import { VoskSpeechToText } from '../../src/providers/vosk/vosk.ts';
import type { EngineParameters, SpeechEngine } from '../../src/providers/vosk/engine.ts';
import type { ChildPool, Lease } from '../../src/runtime/child-pool/child-pool.ts';
import type { LeaseListener } from '../../src/runtime/child-pool/child-slot.ts';
import { cpuMs } from './process-cpu.ts';

/** A frame's way through the socket, with the wake-up at its end; measured 0.1 to 0.3 ms. */
const pipeMs = 0.3;
/** As `openVosk` has them. */
const limits = { queueMaxMs: 10_000, flushMaxMs: 5_000 };

export interface TimedVoskOptions {
  clock: Clock;
  engine: EngineParameters | SpeechEngine;
  /** Default `adaptive`, as in a server. */
  freeForm?: FreeFormPolicy;
}

export interface TimedVosk {
  speechToText: VoskSpeechToText;
  /** Lets the child do what it has to do, in wall time. Call it before the virtual clock moves on. */
  settle(): Promise<void>;
  /** What all steps so far have cost. */
  readonly computeMs: number;
}

export async function openTimedVosk(options: TimedVoskOptions): Promise<TimedVosk> {
  const engine = isEngine(options.engine) ? options.engine : await openEngine(options.engine);
  const child = new TimedChild(engine, options.freeForm ?? 'adaptive', options.clock);
  // Recognisers that every call needs are made before the first one comes, as in a server.
  await child.settle();
  child.forgetBusy();
  // The pool's class has private members, which no stand-in can have; the streams use `lease` and the end alone.
  const pool = child as unknown as ChildPool;
  return {
    speechToText: new VoskSpeechToText(pool, options.clock, 'en-US', limits),
    settle: () => child.settle(),
    get computeMs() {
      return child.computeMs;
    },
  };
}

function isEngine(engine: EngineParameters | SpeechEngine): engine is SpeechEngine {
  return typeof engine['createRecogniser'] === 'function';
}

class TimedChild implements AsyncDisposable {
  computeMs = 0;
  readonly children = [];
  readonly #clock: Clock;
  readonly #room: HearingRoom;
  readonly #leases = new Map<number, LeaseListener>();
  #nextLease = 1;
  #busyUntil: InstantMs = 0;
  /** CPU at the first and at the latest look at the time in the step under way. */
  #stepFrom: number | undefined;
  #stepUntil = 0;
  readonly #stepStarts = (): InstantMs => Math.max(this.#clock.now(), this.#busyUntil);

  constructor(engine: SpeechEngine, freeForm: FreeFormPolicy, clock: Clock) {
    this.#clock = clock;
    const timeInChild: Clock = {
      now: () => this.#now(),
      at: (instant, callback) => clock.at(instant, callback),
      every: (periodMs, callback) => clock.every(periodMs, callback),
      wallTime: () => clock.wallTime(),
    };
    this.#room = new HearingRoom(engine, freeForm, timeInChild, (type, lease, payload) =>
      this.#tell(type, lease, Buffer.from(payload)),
    );
  }

  lease(listener: LeaseListener): Lease {
    const id = this.#nextLease;
    this.#nextLease += 1;
    this.#leases.set(id, listener);
    return {
      send: (type, payload) => {
        const copy = Buffer.from(payload);
        this.#clock.at(this.#clock.now() + pipeMs, () => this.#room.handle(type, id, copy));
      },
      [Symbol.dispose]: () => this.#leases.delete(id),
    };
  }

  /** The room schedules its steps with `setImmediate` and reads its clock in each: no look, no step. */
  async settle(): Promise<void> {
    for (;;) {
      this.#stepFrom = undefined;
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      if (this.#stepFrom === undefined) return;
      const costMs = this.#stepUntil - this.#stepFrom;
      this.#busyUntil = this.#stepStarts() + costMs;
      this.computeMs += costMs;
    }
  }

  forgetBusy(): void {
    this.#busyUntil = this.#clock.now();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leases.clear();
    await this.settle();
  }

  #now(): InstantMs {
    this.#stepUntil = cpuMs();
    this.#stepFrom ??= this.#stepUntil;
    return this.#stepStarts() + this.#stepUntil - this.#stepFrom;
  }

  #tell(type: number, lease: number, payload: Buffer): void {
    this.#clock.at(this.#now() + pipeMs, () => this.#leases.get(lease)?.onFrame(type, payload));
  }
}
