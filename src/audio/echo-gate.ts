/**
 * EchoGate decides which frames, among those in which our own voice may sound, are nothing but its echo.
 *
 * Intuition: a canceller needs a second or two of our voice to learn the way that it takes, and leaves
 * something even then. What comes back is quieter than what we said by at least the loss of that way,
 * and a caller who speaks over it is not. So what is too quiet is lowered to the noise of the line,
 * where no VAD takes it for speech. At first a modest loss is assumed; what the canceller leaves tells
 * how much more may be counted on, so that quiet callers come through as soon as they can.
 * Levels are of 20 ms frames, in dBFS. Reads no clock and allocates nothing.
 */

/** Less of our voice than this leaves no echo that anybody hears. */
const audibleDbfs = -50;
/** An echo is taken to be quieter than our voice by this much at least... */
const lossMinDb = 12;
/** ... and a voice that is quieter than ours by more than this is not waited for. */
const lossMaxDb = 30;
/** How far above what the canceller has left lately a voice must be. */
const marginDb = 8;
/** dB per frame by which old evidence fades: 7.5 dB a second. */
const fadeDb = 0.15;
/** Frames in a row that are too loud for an echo before the caller is taken to speak. */
const voiceFrames = 2;
/** The soft ends of syllables come through for so many frames behind a loud one. */
const holdFrames = 10;
/** A line is never quieter than this. */
const floorMinDbfs = -75;
const floorRiseDb = 0.1;

export class EchoGate {
  readonly #far: Float64Array;
  #next = 0;
  /** The loudest frame of ours whose echo may sound now. */
  #farDbfs = -100;
  #floorDbfs = floorMinDbfs;
  /** What the canceller leaves, against our voice. */
  #leftDb = -lossMinDb - marginDb;
  #loud = 0;
  #hold = 0;

  /** @param tailFrames For how many frames of 20 ms our voice may echo. */
  constructor(tailFrames: number) {
    this.#far = new Float64Array(tailFrames + 1).fill(-100);
  }

  /** Whether an echo of ours may sound in the frame that comes next. */
  get sounding(): boolean {
    return this.#farDbfs > audibleDbfs;
  }

  /** One frame of what sounds at the far end, before the frame that may hold its echo. */
  hearFar(levelDbfs: number): void {
    const far = this.#far;
    far[this.#next] = levelDbfs;
    this.#next = (this.#next + 1) % far.length;
    let loudest = -100;
    for (let index = 0; index < far.length; index += 1) {
      if (far[index]! > loudest) loudest = far[index]!;
    }
    this.#farDbfs = loudest;
  }

  /** One frame of what the canceller has left. @returns the factor by which its samples are to be multiplied, 0 to 1. */
  gain(levelDbfs: number): number {
    this.#floorDbfs = Math.max(floorMinDbfs, Math.min(this.#floorDbfs + floorRiseDb, levelDbfs));
    if (!this.sounding) return 1;
    const leftDb = levelDbfs - this.#farDbfs;
    const lossDb = Math.min(Math.max(-this.#leftDb - marginDb, lossMinDb), lossMaxDb);
    if (leftDb > -lossDb) {
      this.#loud += 1;
      if (this.#loud >= voiceFrames) this.#hold = holdFrames;
      return 1;
    }
    this.#loud = 0;
    if (this.#hold > 0) {
      this.#hold -= 1;
      return 1;
    }
    this.#leftDb = Math.max(leftDb, this.#leftDb - fadeDb);
    return Math.min(1, 10 ** ((this.#floorDbfs - levelDbfs) / 20));
  }
}
