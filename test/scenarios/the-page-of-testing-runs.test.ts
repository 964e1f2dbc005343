/** What docs/testing.md shows is run as it stands, but for the package's name: here it is the source. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = await readFile(join(root, 'docs/testing.md'), 'utf8');
const shown = new Map(
  [...page.matchAll(/```\w+ (\S+)\n([\s\S]*?)```/g)].map(([, name, text]) => [name!, text!]),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-page-'));
  // The page's agent describes its tool with zod.
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of shown) await writeFile(join(folder, name), ofSource(text));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function ofSource(code: string): string {
  return code.replaceAll(/from 'antiphon(\/[\w/]+)?'/g, (_, path: string | undefined) => {
    const file = pathToFileURL(join(root, 'src', path ?? '', 'index.ts'));
    return `from '${file.href}'`;
  });
}

interface Ran {
  status: number;
  out: string;
}

async function node(...words: string[]): Promise<Ran> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: folder, timeout: 50_000 });
    return { status: 0, out: stdout };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string };
    return { status: code, out: `${stdout}${stderr}` };
  }
}

const command = join(root, 'src/cli/main.ts');

test('The page shows agents, tests and files of scenarios', () => {
  assert.deepEqual(
    [...shown.keys()],
    [
      'ten-lines.scenarios.yaml',
      'agent.ts',
      'desk.test.ts',
      'house.test.ts',
      'house.ts',
      'voices.scenarios.yaml',
      'desk.scenarios.yaml',
      'house.scenarios.yaml',
    ],
  );
});

test('Its test passes, and fails when the agent says something else', async () => {
  const { status, out } = await node('--test', 'desk.test.ts');
  assert.equal(status, 0, out);
  assert.match(out, /pass 1\b/);
  const wrong = ofSource(shown.get('desk.test.ts')!).replace('leave it at that', 'is sold');
  await writeFile(join(folder, 'wrong.test.ts'), wrong);
  const failed = await node('--test', 'wrong.test.ts');
  assert.equal(failed.status, 1);
  assert.match(failed.out, /was to say "is sold" within 15000 ms, but did not/);
});

test('Its file passes, and fails when the agent says something else', async () => {
  const { status, out } = await node(command, 'test', 'desk.scenarios.yaml', '--junit', 'report.xml');
  assert.equal(status, 0, out);
  assert.match(out, /3 scenarios, 3 passed, 0 failed/);
  assert.match(
    await readFile(join(folder, 'report.xml'), 'utf8'),
    /<testsuites name="antiphon" tests="3" failures="0"/,
  );
  const wrong = shown.get('desk.scenarios.yaml')!.replace('is cancelled.', 'is sold.');
  await writeFile(join(folder, 'wrong.scenarios.yaml'), wrong);
  const failed = await node(command, 'test', 'wrong.scenarios.yaml');
  assert.equal(failed.status, 1);
  assert.match(failed.out, /Line 13: The agent was to say exactly "The blue coat is sold\."/);
});

test('Its ten lines are ten and pass, and fail when the order is cancelled', async () => {
  const lines = shown.get('ten-lines.scenarios.yaml')!;
  assert.equal(lines.trimEnd().split('\n').length, 10);
  const { status, out } = await node(command, 'test', 'ten-lines.scenarios.yaml');
  assert.equal(status, 0, out);
  const wrong = lines
    .replace('No, thank you.', 'Yes please.')
    .replace(/ +bargeInAfterMs: \d+\n/, '')
    .replace('leave it at that', 'is cancelled');
  await writeFile(join(folder, 'eleven.scenarios.yaml'), wrong);
  const failed = await node(command, 'test', 'eleven.scenarios.yaml');
  assert.deepEqual([failed.status, /was never to call cancelOrder/.test(failed.out)], [1, true], failed.out);
});

test('Its world passes in a test and in a file, where one meaning is not judged', async () => {
  const { status, out } = await node('--test', 'house.test.ts');
  assert.equal(status, 0, out);
  const played = await node(command, 'test', 'house.scenarios.yaml');
  assert.equal(played.status, 0, played.out);
  assert.match(played.out, /1 scenario, 1 passed, 0 failed \(1 meaning not judged\)/);
  const strict = await node(command, 'test', 'house.scenarios.yaml', '--strict');
  assert.equal(strict.status, 1);
  const wrong = shown.get('house.scenarios.yaml')!.replace('{ n: 1 }', '{ n: 2 }');
  await writeFile(join(folder, 'lost.scenarios.yaml'), wrong);
  const failed = await node(command, 'test', 'lost.scenarios.yaml');
  assert.match(failed.out, /The database was to have \[{ n: 2 }\]/);
});

test('Its spoken scenario is recognised and passes', async () => {
  const { status, out } = await node(command, 'test', 'voices.scenarios.yaml');
  assert.equal(status, 0, out);
  assert.match(out, /1 scenario, 1 passed, 0 failed/);
});
