/** What every way of changing a sample rate can do. `resample.ts` chooses among them. */
export interface Resampler {
  /**
   * Converts `count` samples of `input` from `inputAt` on into `output` from `outputAt` on.
   * @returns samples written: `count * to / from`; a fraction of a sample is carried to the next call.
   */
  process(input: Int16Array, inputAt: number, count: number, output: Int16Array, outputAt: number): number;
  /** Forgets what came before: the next sample starts a new stream. */
  reset(): void;
}
