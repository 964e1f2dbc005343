/**
 * `node sim/main.ts`: simulated calls, held against every invariant.
 *
 *   --calls N      how many (default 1000)
 *   --seed S       the first seed (default: drawn, and printed)
 *   --pipeline P   sequential, streaming or interruptible (default: all)
 *   --personality P  who calls, as in personality.ts (default: all)
 *   --failures N   stop after so many failing calls (default 5)
 *   --until NAME   stop once this invariant is broken
 *   --show         print the whole first call, whatever comes of it
 *   --json         one JSON object, nothing else
 *
 * The exit status is 1 where a call has broken a promise.
 */
import { parseArgs } from 'node:util';
import type { Pipeline } from '../src/contracts/events.ts';
import { invariants } from './invariants.ts';
import { type Personality, personalities } from './personality.ts';
import { describeCoverage, describeFailure, transcriptOf } from './report.ts';
import { run } from './run.ts';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    pipeline: { type: 'string' },
    personality: { type: 'string' },
    failures: { type: 'string', default: '5' },
    until: { type: 'string' },
    show: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const calls = wholeNumber('calls', values.calls);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : wholeNumber('seed', values.seed);
const pipeline = readPipeline(values.pipeline);
const personality = readPersonality(values.personality);
const failuresMax = wholeNumber('failures', values.failures);
const startedAt = performance.now();
const say = (text: string): void => {
  if (!values.json) console.log(text);
};

say(`${calls} calls from seed ${seed}, ${invariants.length} invariants`);
const result = run({
  calls,
  seed,
  pipeline,
  personality,
  failuresMax,
  until: values.until,
  onCall: (record, broken) => {
    if (values.show && record.seed === seed) {
      for (const { at, text } of transcriptOf(record)) say(`${at.toFixed(1).padStart(10)} ${text}`);
    }
    if (broken.length === 0) return;
    const given = Object.entries({ pipeline, personality }).filter(([, value]) => value !== undefined);
    const again = [
      `node sim/main.ts --calls 1 --seed ${record.seed}`,
      ...given.map(([name, value]) => `--${name} ${value}`),
    ];
    say(`\n${describeFailure(record, broken, again.join(' '))}`);
  },
});

const seconds = (performance.now() - startedAt) / 1000;
const summary = {
  seed,
  calls: result.calls,
  callSeconds: Math.round(result.callSeconds),
  events: result.events,
  callsPerSecond: Math.round(result.calls / seconds),
  failures: result.failures,
  counts: result.counts,
  coverage: result.coverage,
};
if (values.json) console.log(JSON.stringify(summary));
else {
  say(`${result.calls} calls of ${summary.callSeconds} s in all, ${summary.callsPerSecond} calls a second`);
  say(describeCoverage(result.coverage));
  say(result.failures.length === 0 ? 'every promise held' : `broken: ${JSON.stringify(result.counts)}`);
}
process.exitCode = result.failures.length === 0 ? 0 : 1;

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  console.error(`--${name} takes a whole number, not "${text}"`);
  process.exit(2);
}

function readPipeline(text: string | undefined): Pipeline | undefined {
  if (text === undefined || text === 'sequential' || text === 'streaming' || text === 'interruptible')
    return text;
  console.error(`--pipeline is sequential, streaming or interruptible, not "${text}"`);
  process.exit(2);
}

function readPersonality(text: string | undefined): Personality | undefined {
  const known = personalities.find((one) => one === text);
  if (text === undefined || known !== undefined) return known;
  console.error(`--personality is one of ${personalities.join(', ')}, not "${text}"`);
  process.exit(2);
}
