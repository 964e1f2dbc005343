import assert from 'node:assert/strict';
import { test } from 'vitest';
import { callsTools, openOpenAiServer, says, type WireStep } from '../../testing/index.ts';
import { request, stageOver } from './__fixtures__/stage.ts';
import { maxTokensFieldOf } from './request-body.ts';

const Stage = stageOver(openOpenAiServer);

const never = new AbortController().signal;

test('a reply streams as it is made, and tells what it used of the cache', async () => {
  const usage = { inputTokens: 1200, cachedInputTokens: 1024, outputTokens: 7 };
  await using stage = await Stage.open([says('Good day. What may I do for you?', { usage })]);
  const { parts, text } = await stage.read();
  assert.equal(text, 'Good day. What may I do for you?');
  assert.equal(parts.filter((part) => part.type === 'text-delta').length, 8);
  assert.deepEqual(parts.slice(-2), [
    { type: 'usage', usage },
    { type: 'end', reason: 'stop' },
  ]);
});

test('the first piece is handed on before the second is made', async () => {
  await using stage = await Stage.open([[{ text: 'Good day. ' }, { hang: true }]]);
  const stream = stage.model.generate(request, { signal: never })[Symbol.asyncIterator]();
  assert.deepEqual((await stream.next()).value, { type: 'text-delta', text: 'Good day. ' });
  await stream.return?.();
  // Whoever stops reading closes the request.
  await stage.server.requests[0]!.over;
  assert.equal(stage.server.requests[0]!.state, 'closed');
});

test('a request that follows at once, as behind a quick tool, finds the connection free', async () => {
  await using stage = await Stage.open([callsTools([{ name: 'hours', arguments: {} }])]);
  for (let turn = 0; turn < 20; turn += 1) await stage.start().over;
  assert.deepEqual([stage.server.requests.length, stage.server.connections], [20, 1]);
});

test('the request says what was asked for, in the words of the protocol', async () => {
  await using stage = await Stage.open(['Yes.'], {
    apiKey: 'key-1',
    body: { temperature: 0 },
    headers: { 'x-team': 'a' },
  });
  await stage.read({ ...request, toolChoice: 'none' });
  await stage.read({ ...request, tools: [] });
  const [first, second] = stage.server.requests;
  assert.equal(first!.headers.authorization, 'Bearer key-1');
  assert.equal(first!.headers['x-team'], 'a');
  const { messages, tools, ...rest } = first!.body;
  assert.deepEqual(rest, {
    model: 'scripted',
    tool_choice: 'none',
    max_tokens: 100,
    temperature: 0,
    stream: true,
    stream_options: { include_usage: true },
  });
  assert.deepEqual((tools as unknown[])[0], {
    type: 'function',
    function: { name: 'book', description: 'book', parameters: {} },
  });
  assert.deepEqual((messages as unknown[]).at(-1), { role: 'user', content: 'Hello?' });
  assert.ok(!('tools' in second!.body) && !('tool_choice' in second!.body));
});

test('parallel tool calls are put together from interleaved pieces', async () => {
  const calls = [
    { name: 'book', arguments: { name: 'Zoë "the cook" Ångström', note: 'a\\b\n{}[]' } },
    { name: 'hours', arguments: {} },
    { name: 'book', arguments: { list: [1, [2, { three: null }]] } },
  ];
  await using stage = await Stage.open([callsTools(calls, { text: 'One moment.', interleaved: true })]);
  const { parts, text } = await stage.read();
  assert.equal(text, 'One moment.');
  const made = parts.flatMap((part) => (part.type === 'tool-call' ? [part] : []));
  assert.deepEqual(
    made.map(({ name, arguments: input }) => ({ name, arguments: input })),
    calls,
  );
  assert.deepEqual(parts.at(-1), { type: 'end', reason: 'tool-calls' });
});

test('twenty turns, each left at its end, go over one connection', async () => {
  const answers = Array.from({ length: 20 }, (_, turn) =>
    turn % 2 === 0 ? says(`Turn ${turn}.`) : callsTools([{ name: 'hours', arguments: { turn } }]),
  );
  await using stage = await Stage.open(answers);
  for (let turn = 0; turn < 20; turn += 1) assert.equal((await stage.read()).error, undefined);
  assert.equal(stage.server.connections, 1);
  assert.ok(stage.server.requests.every(({ state }) => state === 'answered'));
  assert.equal(stage.clock.pending, 0, 'a timer was left armed');
});

test('a refusal leaves its connection to the retry', async () => {
  await using stage = await Stage.open([{ status: 500, body: '{"error":{}}' }, 'There you are.']);
  assert.equal((await stage.read()).text, 'There you are.');
  assert.deepEqual([stage.server.requests.length, stage.server.connections], [2, 1]);
});

test('an abort closes the request at the provider, and nothing more is heard of it', async () => {
  await using stage = await Stage.open([[{ text: 'It goes on. ' }, { hang: true }], 'Yes?']);
  const turn = new AbortController();
  const { reading, over } = stage.start(request, turn.signal);
  await stage.crossed(() => reading.parts.length > 0);
  turn.abort('barge-in');
  await over;
  await stage.server.requests[0]!.over;
  assert.equal(stage.server.requests[0]!.state, 'closed');
  assert.equal(reading.error, undefined, 'an abort is not an error');
  assert.equal(reading.parts.length, 1);
  assert.equal(stage.clock.pending, 0);
  assert.equal((await stage.read()).text, 'Yes?');
});

test('an abort before the first token closes the request', async () => {
  await using stage = await Stage.open([[{ hang: true }]]);
  const turn = new AbortController();
  const { reading, over } = stage.start(request, turn.signal);
  await stage.server.received(1);
  turn.abort();
  await over;
  await stage.server.requests[0]!.over;
  assert.equal(stage.server.requests[0]!.state, 'closed');
  assert.deepEqual([reading.parts, reading.error, stage.clock.pending], [[], undefined, 0]);
});

test('an abort between two tries sends nothing more', async () => {
  await using stage = await Stage.open([{ status: 500, body: '' }, 'Too late.']);
  const turn = new AbortController();
  const { reading, over } = stage.start(request, turn.signal);
  await stage.server.received(1);
  await stage.server.requests[0]!.over;
  // The wait is armed at 300 ms; the limit of the first phrase has gone with its request.
  await stage.crossed(() => stage.clock.nextInstant() === 300);
  turn.abort();
  await over;
  assert.deepEqual([reading.parts, reading.error, stage.clock.pending], [[], undefined, 0]);
  assert.equal(stage.server.requests.length, 1);
});

test('more at once than there are connections wait for one, and each gets its own answer', async () => {
  await using stage = await Stage.open(
    ({ body }) => says((body['messages'] as { content: string }[])[1]!.content),
    {
      connectionsMax: 4,
    },
  );
  const words = Array.from({ length: 40 }, (_, call) => `This is call ${call}.`);
  const all = words.map((text) =>
    stage.start({ ...request, prompt: { system: '', messages: [{ role: 'user', text }] } }),
  );
  await stage.until(Promise.all(all.map(({ over }) => over)));
  assert.deepEqual(
    all.map(({ reading }) => reading.text),
    words,
  );
  assert.equal(stage.server.connections, 4);
});

test('a server that holds the end of the body back loses the connection, not the time of the caller', async () => {
  const held: WireStep[] = [{ text: 'Yes.' }, { finish: 'stop' }, { done: true }, { hang: true }];
  await using stage = await Stage.open([held]);
  const { parts, tookMs } = await stage.read();
  assert.deepEqual(parts.at(-1), { type: 'end', reason: 'stop' });
  assert.ok(tookMs < 500, `${tookMs} ms`);
  await stage.until(stage.server.requests[0]!.over);
  assert.equal(stage.server.requests[0]!.state, 'closed');
});

test('a model that was disposed of says so', async () => {
  await using stage = await Stage.open(['Yes.']);
  stage.model[Symbol.dispose]();
  const { error } = await stage.read();
  assert.equal(error?.code, 'LLM_FAILED');
  assert.match(error.message, /disposed/);
});

test.each([
  ['https://api.openai.com/v1', 'max_completion_tokens'],
  ['https://house.openai.azure.com/openai/v1', 'max_completion_tokens'],
  ['http://localhost:11434/v1', 'max_tokens'],
  ['https://notopenai.com/v1', 'max_tokens'],
])('at %s the limit of tokens is called %s', (baseUrl, field) => {
  assert.equal(maxTokensFieldOf(new URL(baseUrl)), field);
});
