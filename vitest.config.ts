import { defineConfig } from 'vitest/config';

/** What starts threads, processes and sockets: its tests stand beside the code but run apart from the quick ones. */
const adapters = [
  'src/{providers,runtime,transports,store,telemetry}/**/*.test.ts',
  'src/tools/{mcp,openapi}/**/*.test.ts',
  '{scripts,bench/shared,bench/vad}/**/*.test.ts',
];

/**
 * `unit` is quick and starts nothing; `adapters`, `scenarios` and `e2e` make up the rest of the test
 * command; `nightly` has hours.
 */
export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'bench/**/*.test.ts',
            'scripts/**/*.test.ts',
            'sim/**/*.test.ts',
            'web/**/*.test.ts',
            'test/{*,house/*}.test.ts',
          ],
          exclude: adapters,
          // Quick tests hold no state between files: one module cache for all of them halves the time.
          pool: 'threads',
          isolate: false,
          testTimeout: 20_000,
        },
      },
      { test: { name: 'adapters', include: adapters, testTimeout: 30_000 } },
      { test: { name: 'scenarios', include: ['test/scenarios/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
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
