/** `antiphon test`, as it is typed: what is printed, what it ends with, and the report for build servers. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

test('Nothing typed behind it is wrong usage', async () => {
  const { status, err } = await type();
  assert.equal(status, 2);
  assert.match(err, /missing required argument 'file'/);
});
