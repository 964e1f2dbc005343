import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What starts threads, processes and sockets: its tests stand beside the code but run apart from the quick ones. */
const adapters = [
  'src/{providers,runtime,transports,store,telemetry}/**/*.test.ts',
  'src/tools/{mcp,openapi}/**/*.test.ts',
  '{scripts,bench/shared,bench/vad}/**/*.test.ts',
];

/** Calls in real time that mostly wait: the processor is idle four fifths of their minutes, so two files run at once. */
const pairs = ['demo', 'command-line', 'no-leaks', 'examples', 'readme', 'package', 'vosk'].map(
  (name) => `test/e2e/${name}.test.ts`,
);

/** The longest of the pairs begins first, also on a machine that has never seen them: begun last it would run alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      /\/(examples|planted-\w+)\.test\.ts$/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/**
 * `unit` is quick and starts nothing; `adapters`, `scenarios` and `e2e` make up the rest of the test
 * command, and `e2e-pairs` is that part of `e2e` that needs no machine of its own; `nightly` has hours.
 */
export default defineConfig({
  test: {
    passWithNoTests: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // Examples import the package by its name: here that is the source, and no build is needed.
        resolve: {
          alias: [
            { find: /^antiphon$/, replacement: `${import.meta.dirname}/src/index.ts` },
            { find: /^antiphon\/(.+)$/, replacement: `${import.meta.dirname}/src/$1/index.ts` },
          ],
        },
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'bench/**/*.test.ts',
            'scripts/**/*.test.ts',
            'sim/**/*.test.ts',
            'web/**/*.test.ts',
            'test/{*,house/*,boutique/*}.test.ts',
          ],
          exclude: adapters,
          // Quick tests hold no state between files: one module cache for all of them halves the time.
          pool: 'threads',
          isolate: false,
          testTimeout: 20_000,
        },
      },
      // Left to itself vitest keeps one of two cores free.
      { test: { name: 'adapters', include: adapters, testTimeout: 30_000, maxWorkers: 2 } },
      {
        test: {
          name: 'scenarios',
          include: ['test/scenarios/**/*.test.ts'],
          testTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: pairs,
          testTimeout: 120_000,
          fileParallelism: false,
          // A browser wants the processor for itself: it comes when the pairs have ended.
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e-pairs',
          include: pairs,
          testTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'nightly',
          include: ['test/nightly/**/*.test.ts'],
          testTimeout: 3_600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
