/** The only source of time: one clock that ticks, one that is told to. */
export type { Clock, InstantMs } from './clock.ts';
export { SystemClock } from './system-clock.ts';
export { SimulatedClock, type SimulatedClockOptions } from './simulated-clock.ts';
