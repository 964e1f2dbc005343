/** R14: `antiphon test --jobs` plays in several processes; the report keeps the order, and a crash takes one along. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, test } from 'vitest';
import { typed } from '../support/terminal.ts';

const source = (path: string): string => pathToFileURL(join(import.meta.dirname, '../../src', path)).href;

const agent = `
import { defineAgent } from '${source('agent/define-agent.ts')}';
import { defineTool } from '${source('agent/define-tool.ts')}';
import { z } from '${import.meta.resolve('zod')}';
const crash = defineTool({
  name: 'crash', description: 'Takes the process along.', input: z.object({}), effect: 'read',
  run: async () => process.kill(process.pid, 'SIGKILL'),
});
export default () => defineAgent({ name: 'desk', instructions: 'Be brief.', tools: [crash] });
`;

/** The first is the longest: what is over earlier is told later. */
const stories = `agent: ./agent.ts
scenarios:
  - name: it takes its time
    replies: [Yes.]
    steps:
      - caller: Are you there?
      - says: 'yes'
      - waitsMs: 60000
  - name: it crashes
    replies: [{ calls: crash }]
    steps:
      - caller: Crash.
      - says: never
  - name: it is quick
    replies: [Yes.]
    steps:
      - caller: Are you there?
      - says: 'yes'
  - name: it says something else
    replies: [No.]
    steps:
      - caller: Are you there?
      - says: 'yes'
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-jobs-'));
  await writeFile(join(folder, 'agent.ts'), agent);
  await writeFile(join(folder, 'a.scenarios.yaml'), stories);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('Every scenario is played and told in order, and what took its process along has failed', async () => {
  const report = join(folder, 'report.xml');
  const { status, out, err } = await typed('test', folder, '--jobs', '2', '--junit', report);
  assert.equal(err, '');
  assert.equal(status, 1);
  assert.deepEqual(
    [...out.matchAll(/^ {2}(ok|FAIL) +(it [a-z ]+[a-z])/gm)].map(([, how, name]) => `${how}: ${name}`),
    ['ok: it takes its time', 'FAIL: it crashes', 'ok: it is quick', 'FAIL: it says something else'],
  );
  assert.match(out, /The process that played it ended before it did: SIGKILL\n/);
  assert.match(out, /was to say "yes" within 15000 ms, but did not\./);
  assert.match(out, /4 scenarios, 2 passed, 2 failed, in/);
  assert.match(await readFile(report, 'utf8'), /tests="4" failures="2"/);
});

test('What is refused in a process is told as if it were refused in this one', async () => {
  const words = ['--only', 'quick', '--agent', join(folder, 'agent.ts#nobody')];
  const [here, there] = [
    await typed('test', folder, ...words, '--jobs', '1'),
    await typed('test', folder, '--jobs', '2', ...words.slice(2)),
  ];
  assert.equal(here.status, 1);
  assert.match(here.err, /exports no agent as `nobody`/);
  assert.deepEqual([there.status, there.err], [here.status, here.err]);
});

test('As many processes as no machine has are wrong usage', async () => {
  for (const count of ['0', 'two', '65'])
    assert.equal((await typed('test', folder, '--jobs', count)).status, 2, count);
});
