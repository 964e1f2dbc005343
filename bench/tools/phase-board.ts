/**
 * PhaseBoard knows how far each effect of this process has come, says so, and lingers a little where the trial
 * wants to hit: a phase that lasts microseconds is hit by nobody.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../sim/random.ts';
import type { Aim, HostLine, Phase } from './protocol.ts';

/** Longer than it takes a line to reach the trial and a signal to come back, on a busy machine. */
const aimedMs = { least: 10, most: 60 };
const elsewhereMs = 3;

export class PhaseBoard {
  readonly #aim: Aim;
  readonly #random: Random;
  readonly #print: (line: HostLine) => void;
  readonly #at = new Map<string, Phase>();

  constructor(aim: Aim, random: Random, print: (line: HostLine) => void) {
    this.#aim = aim;
    this.#random = random;
    this.#print = print;
  }

  /** The effect is there now. Does nothing where it was not at `from`. */
  move(action: string, to: Phase | 'over', from: Phase | undefined): void {
    if (this.#at.get(action) !== from) return;
    if (to === 'over') this.#at.delete(action);
    else this.#at.set(action, to);
    this.#print({ type: 'at', action, phase: to });
  }

  isAt(action: string, phase: Phase): boolean {
    return this.#at.get(action) === phase;
  }

  async linger(phase: Phase): Promise<void> {
    const { least, most } = aimedMs;
    const ms =
      phase === this.#aim
        ? this.#random.between(least, most)
        : this.#random.between(-elsewhereMs, elsewhereMs);
    // Half of the time not at all: then what is hit is the disk at work.
    if (phase === 'beforeIntent' && this.#random.chance(0.5)) return;
    if (ms > 0) await pause(ms);
  }
}
