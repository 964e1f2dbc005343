/**
 * Echo: what our own voice leaves in what a leg sends, where the far end does not remove it itself
 * (`capabilities.echoCancelled`). A loudspeaker telephone and a page without processing are such legs.
 */

/** One leg's canceller: it learns the way from our voice to the far end's microphone. */
export interface EchoCanceller extends Disposable {
  /** Samples per 20 ms frame at the rate it was opened for. */
  readonly frameSamples: number;
  /**
   * Takes out of one 20 ms frame of `near` (what the leg sent) what it owes to `far` (what sounded there
   * meanwhile, or a little before). `out` may be `near`. Never allocates.
   */
  cancel(near: Int16Array, far: Int16Array, out: Int16Array): void;
  /** Forgets the way: another leg, another room. */
  reset(): void;
}

/** Makes cancellers: one library for all legs of a process. Disposing it disposes none of them. */
export interface EchoCancellation {
  readonly name: string;
  /** Echo is found up to so long behind our voice; what comes later stays in. */
  readonly tailMs: number;
  /** @param sampleRate Of `near` and `far`: 8,000 to 48,000. */
  open(sampleRate: number): EchoCanceller;
}
