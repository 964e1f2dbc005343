/** R15: the log of a call becomes a scenario with one command, and the scenario passes with the same agent. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, test } from 'vitest';
import type { Agent } from '../../src/agent/agent.ts';
import { Stage } from '../support/stage.ts';
import { typed } from '../support/terminal.ts';

/** The agent of the call, and of its scenario. */
const body = `
  const cancelOrder = defineTool({
    name: 'cancelOrder', description: 'Cancels an order.', input: z.object({ item: z.string() }), effect: 'irreversible',
    confirm: ({ item }) => 'Your order of ' + item + ' will be cancelled for good. Shall I do it?',
    run: async () => 'done',
  });
  const cancelCoat = defineIntent({
    name: 'cancelCoat', examples: ['please cancel my order', 'cancel the blue coat'],
    tool: { name: 'cancelOrder', arguments: () => ({ item: 'the blue coat' }), done: 'The blue coat is cancelled.' },
  });
  const hours = defineIntent({
    name: 'hours', examples: ['when do you open', 'what are your opening hours'],
    reply: 'We are open from ten to eight on every day of the week, and on Sundays from noon to six.',
  });
  const llm = onDevice({ intents: [cancelCoat, hours], abilities: 'cancel an order', wallTime: () => 0 });
  return defineAgent({
    name: 'desk', instructions: 'Brief.', greeting: 'Good afternoon. How may I help?', tools: [cancelOrder], models: { llm },
  });
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-log-'));
  const source = (path: string): string => pathToFileURL(join(import.meta.dirname, '../../src', path)).href;
  const imports = [
    `import { defineAgent } from '${source('agent/define-agent.ts')}';`,
    `import { defineTool } from '${source('agent/define-tool.ts')}';`,
    `import { defineIntent, onDevice } from '${source('providers/ondevice/index.ts')}';`,
    `import { z } from '${import.meta.resolve('zod')}';`,
  ];
  await writeFile(join(folder, 'agent.ts'), `${imports.join('\n')}\nexport default () => {${body}};\n`);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A call in which she cuts in on the opening hours, and cancels her coat. @returns the path of its log. */
async function logACall(): Promise<string> {
  const module = (await import(pathToFileURL(join(folder, 'agent.ts')).href)) as { default: () => Agent };
  const { tools, greeting, models } = module.default();
  await using stage = new Stage({
    agent: { tools, greeting: greeting! },
    model: models.llm!,
    stt: { interimMs: 250 },
  });
  await stage.run(4_000);
  await stage.says('When do you open?');
  await stage.until('reply-start');
  await stage.run(900);
  await stage.says('Please cancel my order of the blue coat.', 1_500);
  await stage.until('consent-asked');
  await stage.until('reply-end');
  await stage.run(500);
  await stage.says('Yes please.');
  await stage.until('reply-end');
  await stage.run(500);
  stage.far.hangup();
  await stage.run(500);
  const log = join(folder, 'call.jsonl');
  await writeFile(log, stage.log.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return log;
}

test('A logged call becomes a scenario with one command, which passes, and fails once the agent acts otherwise', async () => {
  const log = await logACall();
  const file = join(folder, 'call.scenarios.yaml');
  const made = await typed('scenario', log, '--agent', './agent.ts', '--out', file);
  assert.deepEqual(made, { status: 0, out: '', err: '' });
  const text = await readFile(file, 'utf8');
  assert.match(text, /^agent: \.\/agent\.ts\nscenarios:\n {2}- name: as in call\.jsonl\n/);
  assert.match(text, /- says: Good afternoon\. How may I help\?\n/);
  assert.match(text, /- caller: Please cancel my order of the blue coat\.\n {8}bargeInAfterMs: \d+\n/);
  assert.match(text, /- asks: Your order of the blue coat will be cancelled for good\. Shall I do it\?\n/);
  assert.match(text, /- calls: cancelOrder\n {8}with:\n {10}item: the blue coat\n/);
  assert.match(text, /- hangsUp: caller\n$/);
  // What was cut off is not expected, and a question once.
  assert.doesNotMatch(text, /says: We are|says: Your order/);

  const played = await typed('test', file);
  assert.equal(played.status, 0, played.out + played.err);
  const agent = await readFile(join(folder, 'agent.ts'), 'utf8');
  await writeFile(join(folder, 'other.ts'), agent.replace("item: 'the blue coat'", "item: 'the grey scarf'"));
  const other = await typed('test', file, '--agent', join(folder, 'other.ts'));
  assert.equal(other.status, 1);
  assert.match(other.out, /was to ask "Your order of the blue coat/);
});

test('What was written before is not written over, and what is no log is refused', async () => {
  const log = await logACall();
  const file = join(folder, 'kept.yaml');
  await writeFile(file, 'mine');
  const again = await typed('scenario', log, '--out', file);
  assert.deepEqual([again.status, /cannot write .*kept\.yaml/.test(again.err)], [1, true]);
  assert.equal(await readFile(file, 'utf8'), 'mine');
  const none = await typed('scenario', file);
  assert.deepEqual([none.status, /line 1: it is not JSON/.test(none.err)], [1, true]);
});
