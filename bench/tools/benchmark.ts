/** `tools`: how long tools of one turn take together, and what is done twice or lost when their process is killed. */
import { UsageError, type Benchmark, type OptionValues } from '../shared/benchmark.ts';

export const benchmark: Benchmark = {
  name: 'tools',
  question:
    'How long do three independent tools of 300 ms take, and is anything done twice or lost when their process is killed?',
  options: [
    { flags: '--trials <number>', description: 'processes that are killed (default: 120)' },
    { flags: '--seed <number>', description: 'where and how late each is hit (default: 1)' },
    { flags: '--turns <number>', description: 'with three tools, each way to run them (default: 7)' },
  ],
  run: async (options, progress) => {
    const trials = positive('--trials', options['trials'] ?? '120');
    const seed = positive('--seed', options['seed'] ?? '1');
    const turns = positive('--turns', options['turns'] ?? '7');
    const { measureTools } = await import('./measure.ts');
    return measureTools({ trials, seed, turns }, progress);
  },
};

function positive(option: string, text: OptionValues[string]): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new UsageError(`${option}: write whole numbers above 0`);
  return value;
}
