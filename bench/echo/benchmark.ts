/** `echo`: what a canceller leaves of our own voice, what it costs, and what that means for a call. */
import type { Benchmark } from '../shared/benchmark.ts';

export const benchmark: Benchmark = {
  name: 'echo',
  question:
    'Our own voice comes back: how much of it is taken out, does it interrupt us, is a caller heard over it?',
  options: [],
  run: async (_options, progress) => (await import('./measure.ts')).measureEcho(progress),
};
