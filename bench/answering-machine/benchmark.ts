/** `answering-machine`: who has picked up, and do we speak over a machine. */
import { UsageError, type Benchmark } from '../shared/benchmark.ts';

export const benchmark: Benchmark = {
  name: 'answering-machine',
  question: 'When a call that we make is picked up, is a machine told from a person, and how soon?',
  options: [
    { flags: '--seed <n>', description: 'of pauses, beeps and noise (default: 1)' },
    {
      flags: '--split <name>',
      description: 'report: odd examples (default); tune: even ones; both: as groups',
    },
    { flags: '--trials', description: 'list on stderr every example that went wrong' },
  ],
  run: async (options, progress) => {
    const seed = Number(options['seed'] ?? 1);
    if (!Number.isInteger(seed)) throw new UsageError('--seed: a whole number');
    const named = String(options['split'] ?? 'report');
    if (named !== 'report' && named !== 'tune' && named !== 'both') {
      throw new UsageError('--split: report, tune or both');
    }
    const { describeWrong, measureAnswering, toFigures } = await import('./measure.ts');
    const measure = async (split: 'tune' | 'report') => {
      const outcomes = await measureAnswering(seed, split, progress);
      if (options['trials'] === true) for (const line of describeWrong(outcomes)) progress(line);
      return toFigures(outcomes);
    };
    if (named === 'both') return { tune: await measure('tune'), report: await measure('report') };
    return measure(named);
  },
};
