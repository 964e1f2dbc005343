/** `barge-in`: how soon we are silent when someone speaks over us, and what we take for speech that is none. */
import { UsageError, type Benchmark } from '../shared/benchmark.ts';

/** Per split; noise at three levels, so that two thirds of it count for the rates. */
const trialCounts = { speech: 333, noise: 378, babble: 60, backchannel: 120 };

export const benchmark: Benchmark = {
  name: 'barge-in',
  question:
    'How soon does the agent fall silent when a caller speaks over it, and does anything else stop it?',
  options: [
    {
      flags: '--speech <file>',
      description:
        'TSV with a header: a path relative to it or a name in the data cache, then the text ' +
        '(default: ../shared/data/speech/asterisk-prompts.tsv)',
    },
    { flags: '--noise <folder>', description: 'recorded noise, *.wav (default: ../shared/data/noise)' },
    { flags: '--seed <n>', description: 'of everything that is drawn (default: 1)' },
    { flags: '--split <name>', description: 'report: odd rows (default); tune: even rows; both: as groups' },
    { flags: '--share <n>', description: 'only this share of the trials, 0 to 1, for a quick look' },
    { flags: '--trials', description: 'list on stderr every trial that went wrong' },
  ],
  run: async (options, progress) => {
    const seed = Number(options['seed'] ?? 1);
    if (!Number.isInteger(seed)) throw new UsageError('--seed: a whole number');
    const share = Number(options['share'] ?? 1);
    if (!(share > 0 && share <= 1)) throw new UsageError('--share: above 0, at most 1');
    const named = String(options['split'] ?? 'report');
    if (named !== 'report' && named !== 'tune' && named !== 'both') {
      throw new UsageError('--split: report, tune or both');
    }
    const { measureBargeIn } = await import('./measure.ts');
    const { describeTrouble, toDetails, toFigures } = await import('./figures.ts');
    const measure = async (split: 'tune' | 'report') => {
      const { outcomes, cpuMsPerTrial } = await measureBargeIn(
        {
          speechManifest: textOf(options['speech']),
          noiseFolder: textOf(options['noise']),
          seed,
          split,
          counts: scaled(share),
        },
        progress,
      );
      if (options['trials'] === true) for (const line of describeTrouble(outcomes)) progress(line);
      for (const line of toDetails(outcomes)) progress(`${split}: ${line}`);
      progress(`${split}: ${cpuMsPerTrial.toFixed(0)} ms of CPU per trial`);
      return toFigures(outcomes);
    };
    if (named === 'both') return { tune: await measure('tune'), report: await measure('report') };
    return measure(named);
  },
};

function scaled(share: number): typeof trialCounts {
  const of = (count: number): number => Math.max(1, Math.round(count * share));
  const { speech, noise, babble, backchannel } = trialCounts;
  return { speech: of(speech), noise: of(noise), babble: of(babble), backchannel: of(backchannel) };
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
