/** What the README shows is what runs. `npm run build` first, as `npm test` and `npm run e2e` do. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import { connectWebSocketCaller } from '../../src/transports/websocket/index.ts';
import { Program, root } from '../support/program.ts';
import { spoken } from '../support/spoken.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const scripts = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
).scripts;

test('The agent of the README is the first example, in about twelve lines', () => {
  const shown = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  assert.equal(shown, readFileSync(join(root, 'examples/first-agent/main.ts'), 'utf8'));
  assert.ok(shown.trim().split('\n').length <= 14);
});

test('The tool of the README is the one that the example phones, in twenty lines', () => {
  const [, shown] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!);
  assert.equal(shown, readFileSync(join(root, 'examples/function-calling/agent.ts'), 'utf8'));
  const lines = shown.split('\n').filter((line) => line !== '' && !line.startsWith('/**'));
  assert.ok(lines.length <= 20, `${lines.length} lines`);
});

test.each([
  ['slots in twenty lines', 2, 'agent', 20],
  ['a scenario in ten', 3, 'main', 10],
] as const)('The README has %s, as the example of memory runs them', (_name, place, file, linesMax) => {
  const shown = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)][place]?.[1];
  assert.equal(shown, readFileSync(join(root, `examples/memory/${file}.ts`), 'utf8'));
  const lines = shown!.split('\n').filter((line) => line !== '' && !line.startsWith('/**'));
  assert.ok(lines.length <= linesMax, `${lines.length} lines`);
});

test('Every npm command of the README exists', () => {
  const named = [...readme.matchAll(/npm (?:run (?:--silent )?)?([a-z][\w:-]*)/g)].map((match) => match[1]!);
  assert.ok(named.length > 5);
  for (const name of named) assert.ok(['ci', 'install'].includes(name) || name in scripts, `npm run ${name}`);
});

test('The first agent answers a caller', async () => {
  using clock = new SystemClock();
  const [question] = await spoken(['when do you open'], clock);
  await using agent = new Program('examples/first-agent/main.ts');
  const [, url] = await agent.prints(/--url (\S+)/);
  const heard: string[] = [];
  const answered = Promise.withResolvers<void>();
  const onEvent = (event: CallEvent): void => {
    if (event.type !== 'reply-end') return;
    heard.push(event.heardText);
    if (heard.length === 1) void caller.microphone().say(question!);
    else answered.resolve();
  };
  await using caller = await connectWebSocketCaller(`${url!.replace('http', 'ws')}/call`, {
    clock,
    events: true,
    listener: { onEvent },
  });
  // Frames flow from the beginning, as from any telephone.
  caller.microphone();
  await answered.promise;
  assert.deepEqual(heard, ['Good afternoon. How may I help?', 'We are open from ten to eight, every day.']);
});
