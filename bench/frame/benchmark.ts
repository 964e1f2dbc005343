/** `frame`: what 20 ms of one call cost, everything between the leg and the models included. */
import { UsageError, type Benchmark } from '../shared/benchmark.ts';

export const benchmark: Benchmark = {
  name: 'frame',
  question:
    'What does one 20 ms frame cost through session, gate, libfvad and Silero, in CPU time of the process?',
  options: [
    { flags: '--calls <numbers>', description: 'how many calls at a time (default: 1,100,500)' },
    { flags: '--seconds <number>', description: 'of virtual time measured for each (default: 20)' },
    { flags: '--seed <number>', description: 'where each call begins in the recording (default: 1)' },
  ],
  run: async (options, progress) => {
    const { measureFrames } = await import('./measure.ts');
    const calls = String(options['calls'] ?? '1,100,500')
      .split(',')
      .map((text) => positive('--calls', text));
    const seconds = positive('--seconds', String(options['seconds'] ?? '20'));
    const seed = positive('--seed', String(options['seed'] ?? '1'));
    return measureFrames({ calls, seconds, seed }, progress);
  },
};

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new UsageError(`${option}: write whole numbers above 0`);
  return value;
}
