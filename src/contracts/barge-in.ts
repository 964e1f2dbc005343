/** How an agent behaves when the caller speaks over it. Only the `interruptible` pipeline reads this. */
export interface BargeInPolicy {
  /** Speech over our voice before the sound stops. Default 0: at the first edge of the VAD. */
  pauseAfterMs: number;
  /**
   * Speech that goes on for so long takes the floor as soon as there is a word in it, and after twice as
   * long whatever it is. Default 1,200: we are silent meanwhile, so nobody waits for it.
   */
  commitAfterMs: number;
  /** So many recognised words take the floor at once; backchannels and words that nobody says alone are not counted. Default 2. */
  minWords: number;
  /** What asks us to go on, lower case: "mm-hm", "right". Default: an English list. */
  backchannels: readonly string[];
  /** Whether a reply that was stopped for nothing goes on from the word where it paused. Default true. */
  resume: boolean;
}
