/**
 * CallerPace learns how long this caller pauses inside a turn, and says how much the silence that ends
 * one should be stretched for it.
 *
 * Intuition: who pauses for a second in the middle of a sentence will do so again, and who never does
 * need not be waited for. Ordinary pauses change nothing; the stretch is bounded, so that neither a slow
 * caller makes us dull nor a quick one makes us rude.
 */
/** Means within these are ordinary: most callers, and no stretch. */
const ordinaryFromMs = 400;
const ordinaryUntilMs = 800;
const stretchMin = 0.8;
const stretchMax = 1.3;
/** So many pauses are no accident. */
const pausesMin = 4;
/** Weight of the latest pause in the running mean. */
const latestWeight = 0.2;

export class CallerPace {
  #pauses = 0;
  #meanMs = 0;

  /** The caller paused for so long and then went on. */
  note(pauseMs: number): void {
    this.#pauses += 1;
    const weight = Math.max(latestWeight, 1 / this.#pauses);
    this.#meanMs += weight * (pauseMs - this.#meanMs);
  }

  /** Factor on the silence that ends a turn: 0.8 to 1.3, 1 until enough was heard. */
  get stretch(): number {
    if (this.#pauses < pausesMin) return 1;
    if (this.#meanMs < ordinaryFromMs) return Math.max(stretchMin, this.#meanMs / ordinaryFromMs);
    if (this.#meanMs > ordinaryUntilMs) return Math.min(stretchMax, this.#meanMs / ordinaryUntilMs);
    return 1;
  }
}
