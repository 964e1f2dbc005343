/** Milliseconds on a monotonic clock. Only differences between two instants mean anything. */
export type InstantMs = number;

/**
 * The only source of time in the house. `SystemClock` ticks; `SimulatedClock` is told to.
 * Callbacks run synchronously, in the order of their instants, and must not throw.
 */
export interface Clock {
  now(): InstantMs;
  /** Runs `callback` once, no earlier than `instant`. Dispose to cancel. */
  at(instant: InstantMs, callback: () => void): Disposable;
  /** Runs `callback` every `periodMs`, paced by absolute time so that it never drifts. Dispose to stop. */
  every(periodMs: number, callback: () => void): Disposable;
  /** Milliseconds since 1970: for a date in a log or a file, never for a decision. */
  wallTime(): number;
}
