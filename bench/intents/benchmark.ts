/** `intents`: how well the on-device classifier understands, on CLINC150. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError, type Benchmark } from '../shared/benchmark.ts';
import type { Row } from './measure.ts';

const dataDefault = join(import.meta.dirname, '../../../shared/data/clinc150');

export const benchmark: Benchmark = {
  name: 'intents',
  question: 'How well does the on-device classifier tell intents apart, and notice what is none of them?',
  options: [
    {
      flags: '--data <folder>',
      description:
        'a folder with train.json and val.json of CLINC150, github.com/clinc/oos-eval, CC BY 3.0 ' +
        '(default: ../shared/data/clinc150, when it is there)',
    },
    { flags: '--threshold <confidence>', description: 'below it a sentence is out of scope, 0 to 1' },
  ],
  run: async (options, progress) => {
    const { clincThreshold, measureIntents } = await import('./measure.ts');
    const folder = typeof options['data'] === 'string' ? options['data'] : dataDefault;
    const train = read(join(folder, 'train.json'));
    const test = read(join(folder, 'val.json'));
    progress('training on 15,000 sentences: some ten seconds');
    const threshold = Number(options['threshold'] ?? clincThreshold);
    if (!(threshold >= 0 && threshold <= 1)) throw new UsageError('--threshold: write a number from 0 to 1');
    const data = {
      train: train['train'] ?? [],
      outOfScopeTrain: train['oos_train'] ?? [],
      test: test['val'] ?? [],
      outOfScopeTest: test['oos_val'] ?? [],
    };
    return { ...measureIntents(data, threshold, () => performance.now()) };
  },
};

function read(file: string): Record<string, Row[]> {
  if (!existsSync(file)) {
    throw new UsageError(
      `There is no ${file}: get CLINC150 (github.com/clinc/oos-eval) and name its folder, --data`,
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Row[]>;
}
