/** What docs/architectures/5-multi-turn-memory.md shows is run as it stands, and what it says was sent is what was sent. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, test } from 'vitest';
import { slotLimits } from '../../src/conversation/slots.ts';
import { resultNoteLimits } from '../../src/conversation/result-notes.ts';

const root = join(import.meta.dirname, '../..');
const page = await readFile(join(root, 'docs/architectures/5-multi-turn-memory.md'), 'utf8');
const shown = new Map(
  [...page.matchAll(/```\w+ (\S+)\n([\s\S]*?)```/g)].map(([, name, text]) => [name!, text!]),
);

/** What is the reader's own: models that follow a script and write down what they were asked, and a catalogue. */
const house = String.raw`
import { writeFileSync } from 'node:fs';

const set = (value: unknown, words: string) => ({ change: 'set', value, words, confidence: 0.9 });
const reports: [RegExp, unknown][] = [
  [/fitting in paris/i, { intent: 'book', changes: { store: set('Paris', 'in Paris') } }],
  [/thirty-eight/i, { changes: { sizes: set(['38', '40'], 'thirty-eight and forty') } }],
  [/milan/i, { changes: { store: set('Milan', 'make it Milan') } }],
  [/thursday/i, { changes: { day: set('2026-01-08', 'on Thursday') } }],
];

interface Request {
  prompt: { system: string; messages: { role: string; text?: string }[] };
}

export const small = {
  specificationVersion: '1' as const,
  name: 'small',
  async *generate({ prompt }: Request) {
    const text = prompt.messages[0]!.text!;
    const { caller } = JSON.parse(text) as { caller: string };
    if (/milan/i.test(caller)) writeFileSync('asked.txt', text + '\n');
    const report = reports.find(([words]) => words.test(caller))?.[1] ?? {};
    yield { type: 'tool-call' as const, toolCallId: 'one', name: 'report', arguments: report };
    yield { type: 'end' as const, reason: 'tool-calls' as const };
  },
};

export const large = {
  specificationVersion: '1' as const,
  name: 'large',
  heardTurnsMax: 1,
  async *generate({ prompt: { system, messages } }: Request) {
    const lines = messages.map(({ role, text }) => role + ': ' + text);
    writeFileSync('prompt.txt', ['system: ' + system, ...lines].join('\n\n') + '\n');
    const last = messages.at(-1)!;
    if (last.role === 'user' && /grey coat/i.test(last.text!)) {
      yield { type: 'tool-call' as const, toolCallId: 'find', name: 'findArticles', arguments: { words: 'grey coat' } };
      yield { type: 'end' as const, reason: 'tool-calls' as const };
      return;
    }
    const text = last.role === 'tool-result' ? 'We have a coat, and a cape.' : 'Very well.';
    yield { type: 'text-delta' as const, text };
    yield { type: 'end' as const, reason: 'stop' as const };
  },
};

const text = 'Double-breasted, half lined, with horn buttons. '.repeat(5);
export const articles = {
  find: async (_words: string) => ({
    found: 2,
    articles: [
      { sku: 'CT-1042', name: 'Grey wool coat', priceEuros: 1290, text },
      { sku: 'CT-1077', name: 'Grey cape', priceEuros: 980, text },
    ],
  }),
};
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-page-'));
  // The page's agent describes its slots with zod.
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'house.ts'), house);
  for (const name of ['agent.ts', 'call.test.ts']) {
    await writeFile(join(folder, name), ofSource(shown.get(name)!));
  }
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

async function run(file: string): Promise<{ status: number; out: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', file], {
      cwd: folder,
      timeout: 50_000,
    });
    return { status: 0, out: stdout };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string };
    return { status: code, out: `${stdout}${stderr}` };
  }
}

test('The page shows an agent, a call, and what two models were asked with', () => {
  assert.deepEqual([...shown.keys()], ['agent.ts', 'call.test.ts', 'prompt.txt', 'asked.txt']);
});

test('Its call passes, and the models were asked with what the page shows', async () => {
  const { status, out } = await run('call.test.ts');
  assert.equal(status, 0, out);
  for (const name of ['prompt.txt', 'asked.txt']) {
    assert.equal(await readFile(join(folder, name), 'utf8'), shown.get(name));
  }
});

test('Its call fails when the agent remembers something else', async () => {
  const wrong = ofSource(shown.get('call.test.ts')!).replace("'store', 'Milan'", "'store', 'Vienna'");
  await writeFile(join(folder, 'wrong.test.ts'), wrong);
  const { status, out } = await run('wrong.test.ts');
  assert.equal(status, 1);
  assert.match(out, /was to remember store: "Vienna"/);
});

test('Its limits are those of the code', () => {
  const { valuesPerSlot, changes, valueBytes } = slotLimits;
  const { results, characters } = resultNoteLimits;
  assert.equal(valueBytes, 1024);
  assert.ok(page.includes(`| values in a slot | ${valuesPerSlot}, each 1 kB as JSON |`));
  assert.ok(page.includes(`| changes of one turn | ${changes} |`));
  assert.ok(
    page.includes(`| results of tools in the notes | ${results}, a line of ${characters} characters each |`),
  );
});
