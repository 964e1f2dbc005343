/** `antiphon test`, as it is typed: what is printed, what it ends with, and the report for build servers. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, test } from 'vitest';
import { runCommand } from './program.ts';
import { Interruption } from './shared/interruption.ts';

const source = (path: string): string => pathToFileURL(join(import.meta.dirname, '..', path)).href;

const agent = `
import { defineAgent } from '${source('agent/define-agent.ts')}';
import { defineIntent, onDevice } from '${source('providers/ondevice/index.ts')}';
const examples = ['when do you open', 'what are your opening hours', 'are you open today'];
const hours = defineIntent({ name: 'hours', examples, reply: 'We are open from ten to eight, every day.' });
const make = () => defineAgent({
  name: 'concierge', instructions: 'Be brief.', greeting: 'Good afternoon. How may I help?',
  models: { llm: onDevice({ intents: [hours], abilities: 'tell you our hours', wallTime: () => 0 }) },
});
export default make();
export const fresh = make;
export const nobody = 5;
`;

const passing = `agent: ./agent.ts
scenarios:
  - name: she asks for the hours
    steps:
      - says: how may i help
      - caller: When do you open?
      - says: /ten to eight/
        withinMs: 2500
      - hangsUp: caller
`;

const failing = passing.replace('she asks', 'he asks').replace('/ten to eight/', '/nine <to> five/');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-test-'));
  await mkdir(join(folder, 'more'));
  await writeFile(join(folder, 'agent.ts'), agent);
  await writeFile(join(folder, 'good.scenarios.yaml'), passing);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function type(...words: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  using interruption = new Interruption(() => {});
  const status = await runCommand(['test', ...words], {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isTerminal: false,
    interruption,
  });
  return { status, out: out.replaceAll(folder, 'HERE'), err: err.replaceAll(folder, 'HERE') };
}

test('Scenarios that pass end with 0', async () => {
  const { status, out, err } = await type(join(folder, 'good.scenarios.yaml'));
  assert.equal(err, '');
  assert.match(
    out,
    /^HERE\/good\.scenarios\.yaml\n {2}ok {4}she asks for the hours \(\d+\.\d s of call in \d+ ms\)\n/,
  );
  assert.match(out, /\n1 scenario, 1 passed, 0 failed, in \d+\.\d s\n$/);
  assert.equal(status, 0);
});

test('One that fails ends with 1, names its line and tells the call', async () => {
  const file = join(folder, 'bad.scenarios.yaml');
  await writeFile(file, failing);
  const { status, out } = await type(file);
  assert.equal(status, 1);
  assert.match(out, / {2}FAIL {2}he asks for the hours/);
  assert.match(out, /Line 7: The agent was to say \/nine <to> five\/ within 2500 ms, but did not\./);
  assert.match(out, /It said: "We are open from ten to eight, every day\."/);
  assert.match(out, /0:0\d\.\d {2}caller {2}When do you open\?\n/);
});

test('What was said gives the terminal no orders', async () => {
  const file = join(folder, 'escape.scenarios.yaml');
  await writeFile(file, failing.replace('When do you open?', '"When \\u001b[2J do you \\u009b31m open?"'));
  const { out } = await type(file);
  assert.match(out, /caller {2}When \ufffd\[2J do you \ufffd31m open\?\n/);
});

test('A folder is searched, and the report holds every scenario', async () => {
  await writeFile(
    join(folder, 'more', 'bad.scenario.yml'),
    failing.replace('./agent.ts', '../agent.ts#fresh'),
  );
  await writeFile(join(folder, 'more', 'other.yaml'), 'not: scenarios');
  const report = join(folder, 'report.xml');
  const { status, out } = await type(folder, '--junit', report);
  assert.equal(status, 1);
  assert.match(out, /2 scenarios, 1 passed, 1 failed/);
  const xml = await readFile(report, 'utf8');
  assert.match(
    xml,
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="antiphon" tests="2" failures="1"/,
  );
  assert.match(xml, /<failure message="Line 7: The agent was to say \/nine &lt;to&gt; five\//);
});

test('--only plays those with such words in their name, and --agent another agent', async () => {
  const file = join(folder, 'both.scenarios.yaml');
  await writeFile(
    file,
    `${passing}${failing.split('\n').slice(2).join('\n')}`.replace('./agent.ts', './none.ts'),
  );
  const { status, out } = await type(file, '--only', 'SHE asks', '--agent', join(folder, 'agent.ts'));
  assert.deepEqual([status, /1 scenario, 1 passed/.test(out)], [0, true]);
});

test.each<[what: string, change: (text: string) => string, words: string[], status: number, err: RegExp]>([
  [
    'a file that is not there',
    (text) => text,
    ['none.yaml'],
    1,
    /cannot read HERE\/none\.yaml: there is no such file/,
  ],
  ['a folder without scenarios', (text) => text, ['more'], 2, /no scenarios in HERE\/more/],
  [
    'a step that is none',
    (text) => text.replace('says:', 'shouts:'),
    ['good.scenarios.yaml'],
    1,
    /good\.scenarios\.yaml, line 5: a step begins with one of/,
  ],
  [
    'no agent',
    (text) => text.replace('agent: ./agent.ts\n', ''),
    ['good.scenarios.yaml'],
    1,
    /names no agent\n {2}cure: Write `agent: /,
  ],
  [
    'an agent that is not there',
    (text) => text.replace('agent.ts', 'away.ts'),
    ['good.scenarios.yaml'],
    1,
    /there is no file HERE\/away\.ts/,
  ],
  [
    'an export that is no agent',
    (text) => text.replace('agent.ts', 'agent.ts#nobody'),
    ['good.scenarios.yaml'],
    1,
    /exports no agent as `nobody`/,
  ],
])('It refuses %s, and plays nothing', async (_, change, words, status, err) => {
  await writeFile(join(folder, 'good.scenarios.yaml'), change(passing));
  const typed = await type(...words.map((word) => join(folder, word)));
  assert.equal(typed.status, status);
  assert.match(typed.err, err);
  assert.doesNotMatch(typed.out, /passed/);
});

const world = `
import { DatabaseSync } from 'node:sqlite';
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { defineAgent } from '${source('agent/define-agent.ts')}';
import { defineTool } from '${source('agent/define-tool.ts')}';
export function scenario() {
  const database = new DatabaseSync(':memory:');
  database.exec("CREATE TABLE orders (state TEXT); INSERT INTO orders VALUES ('placed')");
  const cancel = defineTool({
    name: 'cancel', description: 'Cancels.', input: z.object({}), effect: 'write', confirm: false,
    run: async () => { database.exec("UPDATE orders SET state = 'cancelled'"); return 'done'; },
  });
  const agent = defineAgent({ name: 'desk', instructions: 'Be brief.', tools: [cancel] });
  return { agent, database, today: '2026-03-24', [Symbol.dispose]() { database.close(); writeFileSync(new URL('./closed', import.meta.url), ''); } };
}
`;

const cancels = `agent: ./world.ts
scenarios:
  - name: it is cancelled
    replies: [{ calls: cancel }, Done.]
    never: { says: sold }
    steps:
      - caller: Cancel it.
      - acts: [cancel]
      - means: says that it is done
    end:
      database: [{ query: SELECT state FROM orders, rows: [{ state: cancelled }] }]
  - name: each has a world of its own
    replies: [Hello.]
    steps:
      - caller: Hello.
    end:
      database: [{ query: SELECT state FROM orders, rows: [{ state: placed }] }]
`;

test('A module makes a world for each scenario, whose database is looked into and closed', async () => {
  const file = join(folder, 'world.scenarios.yaml');
  await symlink(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'world.ts'), world);
  await writeFile(file, cancels);
  const { status, out, err } = await type(file);
  assert.equal(err, '');
  assert.match(out, /ok {4}it is cancelled .*\n {8}not judged: "says that it is done"\n/);
  assert.match(out, /2 scenarios, 2 passed, 0 failed \(1 meaning not judged\), in/);
  assert.equal(status, 0);
  await readFile(join(folder, 'closed'));
  const strict = await type(file, '--strict');
  assert.deepEqual([strict.status, /2 scenarios, 1 passed, 1 failed/.test(strict.out)], [1, true]);
  await writeFile(file, cancels.replace('state: cancelled', 'state: lost'));
  const lost = await type(file);
  assert.equal(lost.status, 1);
  assert.match(
    lost.out,
    /Line 10: The database was to have \[{ state: "lost" }\] for SELECT state FROM orders/,
  );
});

const listens = `
import { z } from 'zod';
import { defineAgent } from '${source('agent/define-agent.ts')}';
import { defineSlots } from '${source('agent/define-slots.ts')}';
const slots = defineSlots(z.object({ store: z.enum(['Paris', 'Milan']).describe('The city of the store.') }));
export default () => defineAgent({ name: 'desk', instructions: 'Be brief.', slots });
`;

test('An agent with slots is lent the extractor of the house', async () => {
  const file = join(folder, 'slots.scenarios.yaml');
  await symlink(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'listens.ts'), listens);
  const lines = ['- caller: I would like to come to the store in Milan.', '- slots: { store: Milan }'];
  const story = `agent: ./listens.ts
scenarios:
  - name: the store is remembered
    replies: [Very well.]
    steps:
      ${lines.join('\n      ')}
    end: { slots: { store: Milan } }
`;
  await writeFile(file, story);
  const { status, out } = await type(file);
  assert.equal(status, 0, out);
  await writeFile(file, story.replace('end: { slots: { store: Milan', 'end: { slots: { store: Paris'));
  const wrong = await type(file);
  assert.match(wrong.out, /was to remember store: "Paris".*\n *It remembers { store: \["Milan"\] }/);
});

test('--judge names the model that judges what is meant', async () => {
  const file = join(folder, 'meant.scenarios.yaml');
  const meant = 'means: tells when the house is open';
  await writeFile(file, passing.replace('says: /ten to eight/\n        withinMs: 2500', meant));
  const verdict = (
    holds: boolean,
  ): string => `export const judge = { specificationVersion: '1', name: 'j', async *generate() {
    yield { type: 'tool-call', toolCallId: 'v', name: 'verdict', arguments: { holds: ${holds}, reason: 'So it is.' } };
  } };`;
  await writeFile(join(folder, 'yes.ts'), verdict(true));
  await writeFile(join(folder, 'no.ts'), verdict(false));
  const yes = await type(file, '--judge', join(folder, 'yes.ts'), '--strict');
  assert.deepEqual([yes.status, /1 passed, 0 failed, in/.test(yes.out)], [0, true], yes.out);
  const no = await type(file, '--judge', join(folder, 'no.ts'));
  assert.match(no.out, /to mean "tells when the house is open", but does not by the judge: So it is\./);
  // Named by the file itself; the command line comes first.
  await writeFile(file, `judge: ./no.ts\n${await readFile(file, 'utf8')}`);
  assert.match((await type(file)).out, /does not by the judge/);
  assert.equal((await type(file, '--judge', join(folder, 'yes.ts'))).status, 0);
  const none = await type(file, '--judge', join(folder, 'agent.ts'));
  assert.deepEqual(
    [none.status, /exports no language model as `judge` or `default`/.test(none.err)],
    [1, true],
  );
});

test('Nothing typed behind it is wrong usage', async () => {
  const { status, err } = await type();
  assert.equal(status, 2);
  assert.match(err, /missing required argument 'file'/);
});
