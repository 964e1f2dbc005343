/** `npm run bench -- NAME`: finds the benchmarks, one folder each, and runs the one that is named. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Benchmark } from './shared/benchmark.ts';
import { runCommandLine } from './shared/command-line.ts';
import { describeMachine } from './shared/machine.ts';

const here = new URL('.', import.meta.url);

async function findBenchmarks(): Promise<Benchmark[]> {
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' });
  const modules = files.filter((file) => /^[^/\\]+[/\\]benchmark\.ts$/.test(file) && !/^shared\b/.test(file));
  const load = async (file: string): Promise<Benchmark> => {
    const module = (await import(new URL(file.replaceAll('\\', '/'), here).href)) as { benchmark: Benchmark };
    return module.benchmark;
  };
  return Promise.all(modules.sort().map(load));
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  benchmarks: await findBenchmarks(),
  resultsFolder: fileURLToPath(new URL('results', here)),
  describeMachine,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
});
