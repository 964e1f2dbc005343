/**
 * `node bench/intents/main.ts [--data FOLDER] [--threshold N]` prints one JSON object.
 *
 * The data are CLINC150 (CC BY 3.0, github.com/clinc/oos-eval), which this project does not contain:
 * FOLDER holds its train.json and val.json, by default ../shared/data/clinc150.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clincThreshold, measureIntents, type Row } from './measure.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(import.meta.dirname, '../../../shared/data/clinc150') },
    threshold: { type: 'string', default: String(clincThreshold) },
    json: { type: 'boolean' },
  },
});

const trainFile = join(values.data, 'train.json');
if (!existsSync(trainFile)) {
  console.error(
    `There is no ${trainFile}. Get CLINC150 (github.com/clinc/oos-eval) and name its folder: --data FOLDER`,
  );
  process.exitCode = 2;
} else {
  const train = read(trainFile);
  const test = read(join(values.data, 'val.json'));
  const figures = measureIntents(
    {
      train: train['train'] ?? [],
      outOfScopeTrain: train['oos_train'] ?? [],
      test: test['val'] ?? [],
      outOfScopeTest: test['oos_val'] ?? [],
    },
    Number(values.threshold),
    () => performance.now(),
  );
  console.log(JSON.stringify(figures));
}

function read(file: string): Record<string, Row[]> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Row[]>;
}
