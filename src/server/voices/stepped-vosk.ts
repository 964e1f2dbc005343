/**
 * Vosk in this process: engine, room and streams are those of a server; only the child between them is played, so
 * that whoever holds the virtual clock can wait until everything heard has been worked off.
 */
import type { Clock } from '../../clock/clock.ts';
import type { EngineParameters } from '../../providers/vosk/engine.ts';
import { HearingRoom } from '../../providers/vosk/hearing-room.ts';
import { openEngine } from '../../providers/vosk/vosk-engine.ts';
import { VoskSpeechToText } from '../../providers/vosk/vosk.ts';
import type { ChildPool, Lease } from '../../runtime/child-pool/child-pool.ts';
import type { LeaseListener } from '../../runtime/child-pool/child-slot.ts';

/** As `openVosk` has them. */
const limits = { queueMaxMs: 10_000, flushMaxMs: 5_000 };

export class SteppedVosk implements AsyncDisposable {
  readonly #room: HearingRoom;
  readonly #leases = new Map<number, LeaseListener>();
  #nextLease = 1;
  /** The room looks at its clock in each of its steps: no look, no step. */
  #looked = false;

  static async open(files: EngineParameters, clock: Clock): Promise<SteppedVosk> {
    const engine = await openEngine(files);
    return new SteppedVosk((inRoom, send) => new HearingRoom(engine, 'beside', inRoom, send), clock);
  }

  private constructor(
    openRoom: (clock: Clock, send: ConstructorParameters<typeof HearingRoom>[3]) => HearingRoom,
    clock: Clock,
  ) {
    const looking: Clock = {
      now: () => {
        this.#looked = true;
        return clock.now();
      },
      at: (instant, callback) => clock.at(instant, callback),
      every: (periodMs, callback) => clock.every(periodMs, callback),
      wallTime: () => clock.wallTime(),
    };
    this.#room = openRoom(looking, (type, lease, payload) =>
      this.#leases.get(lease)?.onFrame(type, Buffer.from(payload)),
    );
  }

  /** For one call. @param clock The call's: its limits are virtual. */
  openStt(clock: Clock): VoskSpeechToText {
    const child = {
      children: [],
      lease: (listener: LeaseListener) => this.#lease(listener),
      [Symbol.asyncDispose]: async () => {},
    };
    // The pool's class has private members, which no stand-in can have; the streams use `lease` and the end alone.
    return new VoskSpeechToText(child as unknown as ChildPool, clock, 'en-US', limits);
  }

  /** @returns whether there was anything to do. */
  async settle(): Promise<boolean> {
    for (let worked = false; ; worked = true) {
      this.#looked = false;
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      if (!this.#looked) return worked;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leases.clear();
    await this.settle();
  }

  #lease(listener: LeaseListener): Lease {
    const id = this.#nextLease;
    this.#nextLease += 1;
    this.#leases.set(id, listener);
    return {
      send: (type, payload) => this.#room.handle(type, id, Buffer.from(payload)),
      [Symbol.dispose]: () => void this.#leases.delete(id),
    };
  }
}
