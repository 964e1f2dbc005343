/** `store`: what it costs to keep a turn, and whether the loop waits for the disk. */
import { UsageError, type Benchmark } from '../shared/benchmark.ts';

export const benchmark: Benchmark = {
  name: 'store',
  question:
    'How many turns a second does the SQLite store acknowledge, how late, and is the loop held up by it?',
  options: [
    { flags: '--calls <numbers>', description: 'calls that commit at a time (default: 1,16,256,1000)' },
    { flags: '--seconds <number>', description: 'measured for each (default: 5)' },
    { flags: '--folder <path>', description: 'where the database is put (default: this folder)' },
  ],
  run: async (options, progress) => {
    const { measureStore } = await import('./measure.ts');
    const calls = String(options['calls'] ?? '1,16,256,1000')
      .split(',')
      .map((text) => positive('--calls', text));
    const seconds = positive('--seconds', String(options['seconds'] ?? '5'));
    return measureStore({ calls, seconds, folder: String(options['folder'] ?? '.') }, progress);
  },
};

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new UsageError(`${option}: write whole numbers above 0`);
  return value;
}
