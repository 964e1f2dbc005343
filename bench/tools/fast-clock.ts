/**
 * The time of calls, many times as fast as ours, so that a minute of talk passes in three seconds. What is outside a
 * call (the disk, the counter, the kill) keeps its own time. A process that was held up goes on where it was.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';

/** Of call time, made up at once after a stall. */
const catchUpMs = 100;

export class FastClock implements Disposable {
  readonly clock = new SimulatedClock({ wallTimeAtZero: Date.now() });
  readonly #times: number;
  #stopped = false;

  constructor(times: number) {
    this.#times = times;
    void this.#run();
  }

  [Symbol.dispose](): void {
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    let last = performance.now();
    while (!this.#stopped) {
      await pause(1);
      const now = performance.now();
      await this.clock.run(Math.min((now - last) * this.#times, catchUpMs), 10);
      last = now;
    }
  }
}
