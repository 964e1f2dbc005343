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

test('The page shows an agent, a test and a file of scenarios', () => {
  assert.deepEqual([...shown.keys()], ['agent.ts', 'desk.test.ts', 'desk.scenarios.yaml']);
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
