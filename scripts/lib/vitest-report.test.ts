import assert from 'node:assert/strict';
import { test } from 'vitest';
import { tallyVitest } from './vitest-report.ts';

const report = (numbers: {
  passed?: number;
  failed?: number;
  skipped?: number;
  todo?: number;
  brokenFiles?: number;
}) =>
  JSON.stringify({
    numPassedTests: numbers.passed ?? 0,
    numFailedTests: numbers.failed ?? 0,
    numPendingTests: numbers.skipped ?? 0,
    numTodoTests: numbers.todo ?? 0,
    testResults: [
      {
        status: 'failed',
        assertionResults: Array.from({ length: numbers.failed ?? 0 }, () => ({ status: 'failed' })),
      },
      ...Array.from({ length: numbers.brokenFiles ?? 0 }, () => ({ status: 'failed', assertionResults: [] })),
    ].slice(numbers.failed ? 0 : 1),
  });

test.each([
  ['all is well', report({ passed: 3 }), true, { passed: 3, failed: 0 }],
  ['a test fails', report({ passed: 3, failed: 2 }), false, { passed: 3, failed: 2 }],
  ['a test is skipped', report({ passed: 3, skipped: 1 }), true, { passed: 3, failed: 1 }],
  ['a test is to be written', report({ passed: 3, todo: 1 }), true, { passed: 3, failed: 1 }],
  ['a file cannot be loaded', report({ passed: 3, brokenFiles: 1 }), false, { passed: 3, failed: 1 }],
  ['an error happens outside every test', report({ passed: 3 }), false, { passed: 3, failed: 1 }],
  ['there are no tests', report({}), false, { passed: 0, failed: 1 }],
])('%s', (_, json, clean, expected) => {
  assert.deepEqual(tallyVitest(json, clean), expected);
});
