/** R6: a scenario made of a call, and what `talk` prints of one, hold nothing personal; the scenario still passes. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, test } from 'vitest';
import type { Agent } from '../../src/agent/agent.ts';
import { printableBy } from '../../src/cli/talk.ts';
import { Stage } from '../support/stage.ts';
import { typed } from '../support/terminal.ts';

const body = `
  const hours = defineIntent({
    name: 'hours', examples: ['when do you open', 'what are your opening hours', 'my mail is this one, when do you open'],
    reply: 'We open at ten. Anna Smith will write to you from desk@example.com.',
  });
  const llm = onDevice({ intents: [hours], abilities: 'tell our hours', wallTime: () => 0 });
  return defineAgent({
    name: 'desk', instructions: 'Brief.', greeting: 'Good afternoon. This is the desk. How may I help?', models: { llm },
  });
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-shared-'));
  const source = (path: string): string => pathToFileURL(join(import.meta.dirname, '../../src', path)).href;
  const imports = [
    `import { defineAgent } from '${source('agent/define-agent.ts')}';`,
    `import { defineIntent, onDevice } from '${source('providers/ondevice/index.ts')}';`,
  ];
  await writeFile(join(folder, 'agent.ts'), `${imports.join('\n')}\nexport default () => {${body}};\n`);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** @returns the path of its log. */
async function logACall(): Promise<string> {
  const module = (await import(pathToFileURL(join(folder, 'agent.ts')).href)) as { default: () => Agent };
  const { greeting, models } = module.default();
  await using stage = new Stage({ agent: { greeting: greeting! }, model: models.llm! });
  await stage.run(6_000);
  await stage.says('My mail is anna dot smith at example dot com. When do you open?');
  await stage.until('reply-end');
  await stage.run(500);
  stage.far.hangup();
  await stage.run(500);
  const log = join(folder, 'call.jsonl');
  await writeFile(log, stage.log.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return log;
}

test('A scenario of a call holds placeholders and patterns, says so, and passes with the same agent', async () => {
  const log = await logACall();
  const file = join(folder, 'call.scenarios.yaml');
  const made = await typed(
    'scenario',
    log,
    '--agent',
    './agent.ts',
    '--out',
    file,
    '--redact-name',
    'Anna Smith',
  );
  assert.deepEqual(made, { status: 0, out: '', err: '' });
  const text = await readFile(file, 'utf8');
  assert.match(text, /^# Personal data was taken out\./);
  assert.match(text, /caller: My mail is \[email\]\. When do you open\?/);
  assert.match(text, /says: .*We\\s\+open\\s\+at\\s\+ten\\\.\\s\+\.\+\\s\+will/);
  assert.doesNotMatch(text, /smith|example/i);
  assert.match(await readFile(log, 'utf8'), /smith at example/);
  const played = await typed('test', file);
  assert.equal(played.status, 0, played.out + played.err);

  const raw = await typed('scenario', log, '--raw');
  assert.match(raw.out, /^scenarios:/);
  assert.match(raw.out, /smith at example/);
});

test('What talk prints of a call holds no address and no name that was typed, unless it is asked for', () => {
  const line = {
    type: 'agent-said',
    turn: 1,
    heardText: 'Anna Smith writes to a@example.com.',
    cut: { unheardText: 'Or to +49 30 901820.', reason: 'barge-in' },
    latencies: { turnDecidedMs: 700, voiceToVoiceMs: 1200 },
  } as const;
  assert.deepEqual(printableBy({ redactName: ['Anna Smith'] })(line), {
    ...line,
    heardText: '[name] writes to [email].',
    cut: { unheardText: 'Or to [phone].', reason: 'barge-in' },
  });
  assert.deepEqual(printableBy({ raw: true })(line), line);
});
