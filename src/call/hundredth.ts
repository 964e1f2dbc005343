import type { InstantMs } from '../clock/clock.ts';

/** An instant in whole hundredths, as the log has them, and never before it: a timer must not come a hair too early for ever. */
export function upToHundredth(instant: InstantMs): InstantMs {
  const hundredths = Math.ceil(instant * 100);
  // The product may have lost what made it later.
  return (hundredths / 100 < instant ? hundredths + 1 : hundredths) / 100;
}
