/** The runner itself: what a stage does is counted, and nothing it started outlives it. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test, vi } from 'vitest';
import { runStage, type Stage } from './stage.ts';

const stage = (script: string, timeLimitMs = 15_000): Stage => ({
  name: 'sample',
  command: ['node', '-e', script, '--'],
  timeLimitMs,
});

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'error').mockImplementation((text) => void printed.push(String(text)));
});
afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ['a command that ends well is one passed test', 'process.exit(0)', 1, 0],
  ['a command that fails is one failed test', 'process.exit(3)', 0, 1],
  ['a command that dies by a signal is one failed test', 'process.kill(process.pid, "SIGKILL")', 0, 1],
])('%s', async (_, script, passed, failed) => {
  const result = await runStage(stage(script));
  assert.deepEqual([result.passed, result.failed], [passed, failed]);
});

test('a stage beside others keeps what it prints until it is asked for', async () => {
  const result = await runStage({ ...stage('console.log(1); console.error(2)'), beside: true });
  assert.deepEqual(result.output.split('\n').toSorted(), ['', '1', '2']);
});

test('a command that does not exist is one failed test, and says so', async () => {
  const result = await runStage({ ...stage(''), command: ['no-such-tool'] });
  assert.equal(result.failed, 1);
  assert.match(printed.join(), /no-such-tool/);
});

test('vitest that leaves no report is one failed test', async () => {
  const result = await runStage({ ...stage('process.exit(0)'), vitest: true });
  assert.deepEqual([result.passed, result.failed], [0, 1]);
});

test('a stage that overruns its time goes, and its children with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-runner-'));
  try {
    const pidFile = join(folder, 'pid');
    const script = `
      const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));
      setInterval(() => {}, 1000);`;
    const result = await runStage(stage(script, 3000));
    assert.equal(result.failed, 1);
    assert.match(printed.join(), /took longer than 3 s/);
    assert.ok(existsSync(pidFile), 'the stage had started its child');
    await vi.waitFor(() => assert.ok(hasEnded(readFileSync(pidFile, 'utf8'))), { timeout: 5000 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A process that was killed but not yet collected by init counts as ended. */
function hasEnded(pid: string): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
