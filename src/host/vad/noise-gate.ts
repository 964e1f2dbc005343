/**
 * Is this frame louder than the line usually is? The first and cheapest question, one per frame.
 *
 * Each leg has a noise floor in dBFS. It falls quickly, since a quieter frame proves that the line
 * can be quiet, and rises slowly, since a louder one may be a voice. What the model has called noise
 * lifts it at once (`raise`): from then on that much sound is the floor.
 */
import type { VadTuning } from './vad-tuning.ts';

/** Where a leg starts, before it has been heard: a quiet room on a good line. */
const startFloorDbfs = -60;
/** Below this, floors mean nothing: after digital silence every hiss would be an event. */
const lowestFloorDbfs = -80;
/** Half, because the model may be wrong about the first moments of a hard attack: one error must not deafen the leg. */
const raiseShare = 0.5;

export class NoiseGate {
  #floorDbfs = startFloorDbfs;
  #levelDbfs = startFloorDbfs;
  readonly #tuning: VadTuning;

  constructor(tuning: VadTuning) {
    this.#tuning = tuning;
  }

  get floorDbfs(): number {
    return this.#floorDbfs;
  }

  /** Of the frame heard last. */
  get levelDbfs(): number {
    return this.#levelDbfs;
  }

  /** Takes the level of the next frame. @returns whether it is loud enough to matter. */
  hear(levelDbfs: number): boolean {
    this.#levelDbfs = levelDbfs;
    return levelDbfs > this.#floorDbfs + this.#tuning.gateMarginDb && levelDbfs > this.#tuning.gateMinDbfs;
  }

  /** Learns from the frame heard last. @param mayBeSpeech Whether it may hold speech: then the floor only creeps up. */
  learn(mayBeSpeech: boolean): void {
    const { floorFall, floorRise, floorCreepDb } = this.#tuning;
    const floor = this.#floorDbfs;
    const level = this.#levelDbfs;
    if (level < floor) {
      this.#floorDbfs = Math.max(lowestFloorDbfs, floor + floorFall * (level - floor));
    } else if (mayBeSpeech) {
      this.#floorDbfs = floor + floorCreepDb;
    } else {
      this.#floorDbfs = floor + floorRise * (level - floor);
    }
  }

  /** What has this level was no speech: the floor moves half the way to it. */
  raise(levelDbfs: number): void {
    if (levelDbfs > this.#floorDbfs) this.#floorDbfs += raiseShare * (levelDbfs - this.#floorDbfs);
  }
}
