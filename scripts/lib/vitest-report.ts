/** Counts the tests of a vitest run from its JSON report. A skipped test is a failure: here nothing is skipped. */

export interface Tally {
  passed: number;
  failed: number;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: readonly { status: string; assertionResults: readonly { status: string }[] }[];
}

/** @param clean whether vitest itself ended with 0: errors outside any test make it end otherwise. */
export function tallyVitest(json: string, clean: boolean): Tally {
  const report = JSON.parse(json) as VitestReport;
  // A file that cannot even be loaded has no tests to count.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((one) => one.status !== 'failed'),
  ).length;
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + broken;
  return { passed: report.numPassedTests, failed: clean ? failed : Math.max(failed, 1) };
}
