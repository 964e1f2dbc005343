/**
 * `npm test`: all that must hold, stage by stage; `npm run check`: the quick half of it.
 *
 * Every stage runs, even after one has failed, so that one run tells everything. The last line is
 * always "N passed, N failed", and the exit status is 0 only where the second number is.
 *
 *   node scripts/test.ts             all stages of `npm test`
 *   node scripts/test.ts check       a group of stages
 *   node scripts/test.ts lint unit   single stages
 */
import { runStage, type Stage, type StageResult } from './lib/stage.ts';

const minuteMs = 60_000;
const vitest = (project: string, timeLimitMs: number): Stage => ({
  name: project,
  command: ['vitest', 'run', '--project', project],
  vitest: true,
  timeLimitMs,
});

/** A script of package.json: what a person types and what CI runs are one command. */
const npm = (script: string, timeLimitMs: number): Stage => ({
  name: script,
  command: ['npm', 'run', '--silent', script],
  timeLimitMs,
});

const stages: readonly Stage[] = [
  { ...npm('format:check', 2 * minuteMs), beside: true },
  { ...npm('types', 2 * minuteMs), beside: true },
  { ...npm('lint', 2 * minuteMs), beside: true },
  { ...npm('tables:check', minuteMs), beside: true },
  vitest('unit', 3 * minuteMs),
  { ...vitest('adapters', 4 * minuteMs), systemPackages: ['libspeexdsp1'] },
  { ...vitest('scenarios', 5 * minuteMs), systemPackages: ['libspeexdsp1'] },
  npm('build', 2 * minuteMs),
  npm('publint', minuteMs),
  {
    ...vitest('e2e', 10 * minuteMs),
    command: ['vitest', 'run', '--project', 'e2e-pairs', '--project', 'e2e'],
    systemPackages: ['chromium'],
  },
  npm('promises', minuteMs),
  vitest('nightly', 180 * minuteMs),
];

const groups: Readonly<Record<string, readonly string[]>> = {
  check: ['format:check', 'types', 'lint', 'tables:check', 'unit'],
  test: stages.map((stage) => stage.name).filter((name) => name !== 'nightly'),
};

function choose(words: readonly string[]): Stage[] {
  const names = new Set((words.length === 0 ? ['test'] : words).flatMap((word) => groups[word] ?? [word]));
  for (const name of names) {
    if (stages.some((stage) => stage.name === name)) continue;
    const known = [...Object.keys(groups), ...stages.map((stage) => stage.name)].join(', ');
    console.error(`There is no stage "${name}". There are: ${known}.`);
    process.exit(2);
  }
  return stages.filter((stage) => names.has(stage.name));
}

function summary(results: readonly StageResult[]): string {
  const width = Math.max(...results.map((result) => result.name.length));
  return results
    .map(({ name, passed, failed, elapsedMs }) => {
      const seconds = (elapsedMs / 1000).toFixed(1).padStart(7);
      return `${failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(width)} ${seconds} s  ${passed} passed, ${failed} failed`;
    })
    .join('\n');
}

const chosen = choose(process.argv.slice(2));
const results: StageResult[] = [];
const started = new Map<Stage, Promise<StageResult>>();
for (const [index, stage] of chosen.entries()) {
  console.log(`\n== ${index + 1} of ${chosen.length}: ${stage.name}`);
  // The single-threaded tools share the cores; everything else has the machine to itself.
  const together = stage.beside === true ? chosen.filter((one) => one.beside === true) : [stage];
  for (const one of together) if (!started.has(one)) started.set(one, runStage(one));
  const result = await started.get(stage)!;
  process.stdout.write(result.output);
  results.push(result);
}
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${summary(results)}\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
