/** What docs/privacy.md shows is run as it stands, but for the package's name: here it is the source. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = await readFile(join(root, 'docs/privacy.md'), 'utf8');
const shown = new Map(
  [...page.matchAll(/```\w+ (\S+)\n([\s\S]*?)```/g)].map(([, name, text]) => [name!, text!]),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-page-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const code = shown.get('agent.ts')!.replaceAll(/from 'antiphon(\/[\w/]+)?'/g, (_, path?: string) => {
    return `from '${pathToFileURL(join(root, 'src', path ?? '', 'index.ts')).href}'`;
  });
  await writeFile(join(folder, 'agent.ts'), code);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const run = promisify(execFile);

async function node(...words: string[]): Promise<string> {
  return (await run(process.execPath, words, { cwd: folder, timeout: 50_000 })).stdout;
}

/** Runs the page's module with a few lines behind it. */
async function withAgent(lines: string): Promise<string> {
  await writeFile(join(folder, 'use.ts'), `import * as page from './agent.ts';\n${lines}\n`);
  return await node('use.ts');
}

const onLine = `const caller = {
  callId: 'call-2', callerId: undefined as string | undefined, verified(id: string) { this.callerId = id; },
};
const context = { signal: AbortSignal.timeout(1000), idempotencyKey: 'key', caller };`;

test('Its agent remembers what it names, proves its callers, and forgets them', async () => {
  const out = await withAgent(`${onLine}
    const { callers, desk, forget, verifyCaller } = page;
    console.log(desk.slots?.remembered.join());
    await callers.remember('customer-17', { callId: 'call-1', atMs: 0, values: { store: 'Milan' } });
    const refused = async (what: () => unknown) => { try { await what(); } catch (error) { console.log(error.message); } };
    await refused(() => forget.consentQuestion({}, { caller }));
    await refused(() => verifyCaller.run({ customer: 'customer-17', pin: '0000' }, context));
    await verifyCaller.run({ customer: 'customer-17', pin: '2048' }, context);
    console.log(forget.consentQuestion({}, { caller }));
    console.log(JSON.stringify(await forget.run({}, context)));
    await callers[Symbol.asyncDispose]();`);
  assert.deepEqual(out.trim().split('\n'), [
    'store',
    'I can only forget somebody once I know for certain who they are.',
    'That does not match.',
    'Everything that I remember of you from earlier calls will be deleted for good, and I will remember nothing of this one. Shall I do it?',
    '{"deleted":true}',
  ]);
});

test('Its settings are options of serve, and take out what it says', async () => {
  const out = await withAgent(`
    const { redact, keepEndedCallsMs, keepCallersDays, store, callers } = page.settings;
    console.log(redact!.text('Anna Smith, a dot smith at example dot com, plus four nine three oh nine oh one eight two oh'));
    console.log(keepEndedCallsMs, keepCallersDays, typeof store, callers === page.callers);
    await page.callers[Symbol.asyncDispose]();`);
  assert.equal(out, '[name], [email], plus [phone]\n604800000 90 function true\n');
});

test('Its commands print what it shows', async () => {
  await withAgent(`
    const atMs = Date.UTC(2026, 2, 1, 9, 30);
    await page.callers.remember('customer-17', { callId: 'call-1', atMs, values: { store: 'Milan' } });
    await page.callers[Symbol.asyncDispose]();`);
  const commands = shown.get('commands')!.trim().split('\n');
  let printed = '';
  for (const command of commands) {
    const [program, ...words] = command.split(' ');
    assert.equal(program, 'antiphon');
    printed += await node(join(root, 'src/cli/main.ts'), ...words);
  }
  assert.equal(printed, shown.get('printed'));
});
