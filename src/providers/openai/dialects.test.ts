/** What servers that call themselves compatible really send: each line here is one of them. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { openOpenAiServer, type WireStep } from '../../testing/index.ts';
import { request, stageOver } from './__fixtures__/stage.ts';

const Stage = stageOver(openOpenAiServer);

const delta = (fields: object, finish: string | null = null): WireStep => ({
  chunk: { choices: [{ index: 0, delta: fields, finish_reason: finish }] },
});
const call = (fields: object): WireStep => delta({ tool_calls: [fields] });
const tool = (name: string, text: unknown): object => ({ function: { name, arguments: text } });
const done: WireStep = { done: true };
const stop: WireStep = { finish: 'stop' };

describe('a text is understood', () => {
  test.each<[string, WireStep[]]>([
    [
      'with the role in every chunk',
      [
        delta({ role: 'assistant', content: 'Good ' }),
        delta({ role: 'assistant', content: 'day.' }),
        stop,
        done,
      ],
    ],
    [
      'with empty, null and missing content',
      [
        delta({ role: 'assistant', content: '' }),
        delta({ content: null }),
        delta({}),
        { text: 'Good day.' },
        delta({ content: '' }, 'stop'),
        done,
      ],
    ],
    [
      'with the last word in the chunk that ends',
      [{ text: 'Good ' }, delta({ content: 'day.' }, 'stop'), done],
    ],
    ['without [DONE]', [{ text: 'Good day.' }, stop]],
    ['without a reason for the end', [{ text: 'Good day.' }, done]],
    ['with a reason of its own', [{ text: 'Good day.' }, { finish: 'eos_token' }, done]],
    [
      'with carriage returns and comments',
      [
        { raw: ': hello\r\n\r\n' },
        { raw: 'data:{"choices":[{"delta":{"content":"Good day."}}]}\r\n\r\n' },
        stop,
        { raw: 'data:[DONE]\r\n\r\n' },
      ],
    ],
    [
      'without the empty line behind the last event',
      [{ raw: 'data: {"choices":[{"delta":{"content":"Good day."},"finish_reason":"stop"}]}' }],
    ],
    [
      'with thoughts in a field of their own',
      [delta({ reasoning_content: 'Hm.' }), delta({ reasoning: 'Well.' }), { text: 'Good day.' }, stop, done],
    ],
    [
      'with thoughts in the text',
      [
        { text: '<thi' },
        { text: 'nk>\nWhat do they want?</th' },
        { text: 'ink>\n\nGood ' },
        { text: 'day.' },
        stop,
        done,
      ],
    ],
    [
      'with content in parts',
      [
        delta({
          content: [
            { type: 'text', text: 'Good ' },
            { type: 'text', text: 'day.' },
          ],
        }),
        stop,
        done,
      ],
    ],
    [
      'with chunks that hold no choice',
      [
        { chunk: { choices: [] } },
        { chunk: { choices: [], prompt_filter_results: [] } },
        { text: 'Good day.' },
        stop,
        done,
      ],
    ],
    ['as a refusal of the model', [delta({ refusal: 'Good day.' }), stop, done]],
    [
      'with an error that is null',
      [{ chunk: { error: null, choices: [{ delta: { content: 'Good day.' } }] } }, stop, done],
    ],
  ])('%s', async (_, steps) => {
    await using stage = await Stage.open([steps]);
    const { text, parts, error } = await stage.read();
    assert.equal(error, undefined);
    assert.equal(text, 'Good day.');
    assert.deepEqual(parts.at(-1), { type: 'end', reason: 'stop' });
    assert.ok(!parts.some((part) => part.type === 'usage'), 'usage that nobody told');
  });
});

describe('two tool calls are told apart', () => {
  test.each<[string, WireStep[]]>([
    [
      'without ids',
      [
        call({ index: 0, ...tool('book', '{"n":1}') }),
        call({ index: 1, ...tool('hours', '{}') }),
        { finish: 'tool_calls' },
        done,
      ],
    ],
    [
      'without indexes, each whole',
      [
        call({ id: 'a', ...tool('book', '{"n":1}') }),
        call({ id: 'b', ...tool('hours', '{}') }),
        { finish: 'tool_calls' },
        done,
      ],
    ],
    [
      'without indexes and ids',
      [call(tool('book', '{"n":1}')), call(tool('hours', '{}')), { finish: 'tool_calls' }, done],
    ],
    [
      'with one index for all',
      [
        call({ index: 0, id: 'a', ...tool('book', '{"n":1}') }),
        call({ index: 0, id: 'b', ...tool('hours', '{}') }),
        { finish: 'tool_calls' },
        done,
      ],
    ],
    [
      'both in one chunk',
      [
        delta({
          tool_calls: [
            { index: 0, id: 'a', ...tool('book', '{"n":1}') },
            { index: 1, id: 'b', ...tool('hours', '{}') },
          ],
        }),
        { finish: 'tool_calls' },
        done,
      ],
    ],
    [
      'with the id and the name in every piece',
      [
        call({ index: 0, id: 'a', ...tool('book', '{"n"') }),
        call({ index: 0, id: 'a', ...tool('book', ':1}') }),
        call({ index: 1, id: 'b', ...tool('hours', '{}') }),
        { finish: 'tool_calls' },
        done,
      ],
    ],
    [
      'with `stop` as the reason',
      [
        call({ index: 0, id: 'a', ...tool('book', '{"n":1}') }),
        call({ index: 1, id: 'b', ...tool('hours', '{}') }),
        stop,
        done,
      ],
    ],
    [
      'with arguments as an object',
      [
        call({ index: 0, id: 'a', ...tool('book', { n: 1 }) }),
        call({ index: 1, id: 'b', ...tool('hours', {}) }),
        { finish: 'tool_calls' },
        done,
      ],
    ],
    [
      'with no arguments at all',
      [
        call({ index: 0, id: 'a', ...tool('book', '{"n":1}') }),
        call({ index: 1, id: 'b', function: { name: 'hours' } }),
        { finish: 'tool_calls' },
        done,
      ],
    ],
    [
      'with `null` as arguments',
      [
        call({ index: 0, id: 'a', ...tool('book', '{"n":1}') }),
        call({ index: 1, id: 'b', ...tool('hours', 'null') }),
        { finish: 'tool_calls' },
        done,
      ],
    ],
    [
      'out of order',
      [
        call({ index: 1, id: 'b', ...tool('hours', '{}') }),
        call({ index: 0, id: 'a', ...tool('book', '{"n":1}') }),
        { finish: 'tool_calls' },
        done,
      ],
    ],
  ])('%s', async (_, steps) => {
    await using stage = await Stage.open([steps]);
    const { parts, error } = await stage.read();
    assert.equal(error, undefined);
    const calls = parts.flatMap((part) => (part.type === 'tool-call' ? [part] : []));
    assert.deepEqual(
      calls.map(({ name, arguments: input }) => [name, input]),
      [
        ['book', { n: 1 }],
        ['hours', {}],
      ],
    );
    assert.equal(new Set(calls.map(({ toolCallId }) => toolCallId)).size, 2);
    assert.deepEqual(parts.at(-1), { type: 'end', reason: 'tool-calls' });
  });
});

describe('an answer that cannot be read is an error with a code', () => {
  const secret = 'what the caller said';
  test.each<[string, WireStep[], string]>([
    [
      'a chunk that is no JSON',
      [{ text: 'Well. ' }, { raw: `data: {"choices": ${secret}\n\n` }, done],
      'LLM_MALFORMED',
    ],
    [
      'half of an event',
      [{ text: 'Well. ' }, { raw: `data: {"choices":[{"delta":{"content":"${secret}` }, { cut: true }],
      'LLM_FAILED',
    ],
    [
      'half of an event, and an orderly end',
      [{ text: 'Well. ' }, { raw: `data: {"choices":[{"delta":{"content":"${secret}` }],
      'LLM_MALFORMED',
    ],
    ['an end in the midst of it', [{ text: 'Well. ' }], 'LLM_FAILED'],
    [
      'arguments that are no JSON',
      [call({ index: 0, id: 'a', ...tool('book', `{"x": ${secret}}`) }), { finish: 'tool_calls' }, done],
      'LLM_MALFORMED',
    ],
    [
      'arguments cut off at the limit',
      [call({ index: 0, id: 'a', ...tool('book', `{"x": "${secret}`) }), { finish: 'length' }, done],
      'LLM_MALFORMED',
    ],
    [
      'one broken call beside a good one',
      [
        call({ index: 0, id: 'a', ...tool('hours', '{}') }),
        call({ index: 1, id: 'b', ...tool('book', '{') }),
        { finish: 'tool_calls' },
        done,
      ],
      'LLM_MALFORMED',
    ],
    [
      'a call without a name',
      [call({ index: 0, id: 'a', function: { arguments: '{}' } }), { finish: 'tool_calls' }, done],
      'LLM_MALFORMED',
    ],
    [
      'an error in the stream',
      [{ text: 'Well. ' }, { chunk: { error: { message: secret, type: 'server_error' } } }],
      'LLM_FAILED',
    ],
    [
      'an error event',
      [{ text: 'Well. ' }, { raw: `event: error\ndata: {"message":"${secret}"}\n\n` }],
      'LLM_FAILED',
    ],
    [
      'a limit reached in the stream',
      [{ text: 'Well. ' }, { chunk: { error: { message: secret, code: 429 } } }],
      'LLM_OVERLOADED',
    ],
    ['an answer withheld', [{ finish: 'content_filter' }, done], 'LLM_REJECTED'],
  ])('%s', async (_, steps, code) => {
    await using stage = await Stage.open([steps], { retriesMax: 0 });
    const { error, parts } = await stage.read();
    assert.equal(error?.code, code);
    assert.ok(!parts.some((part) => part.type === 'end' || part.type === 'tool-call'));
    const told = JSON.stringify([error.message, error.cure, error.data, String(error.cause)]);
    assert.ok(!told.includes(secret), told);
    assert.equal(stage.clock.pending, 0);
  });

  test('a page instead of a stream', async () => {
    await using stage = await Stage.open([
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>' },
    ]);
    const { error } = await stage.read();
    assert.equal(error?.code, 'LLM_MALFORMED');
    assert.match(error.cure, /baseUrl/);
  });
});

test('a reply that reaches the limit of tokens says so', async () => {
  await using stage = await Stage.open([[{ text: 'So it goes on and' }, { finish: 'length' }, done]]);
  assert.deepEqual((await stage.read()).parts.at(-1), { type: 'end', reason: 'length' });
});

test('usage in every chunk counts once, with the last', async () => {
  const counted = (text: string, tokens: number): WireStep => ({
    chunk: {
      choices: [{ delta: { content: text } }],
      usage: { prompt_tokens: 9, completion_tokens: tokens, prompt_tokens_details: null },
    },
  });
  await using stage = await Stage.open([[counted('Good ', 1), counted('day.', 2), stop, done]]);
  const told = (await stage.read()).parts.filter((part) => part.type === 'usage');
  assert.deepEqual(told, [
    { type: 'usage', usage: { inputTokens: 9, cachedInputTokens: 0, outputTokens: 2 } },
  ]);
});

test('a server that calls tools although it was told not to is not obeyed', async () => {
  const steps: WireStep[] = [
    { text: 'Well.' },
    call({ index: 0, id: 'a', ...tool('book', '{') }),
    { finish: 'tool_calls' },
    done,
  ];
  await using stage = await Stage.open([steps]);
  const { parts, error } = await stage.read({ ...request, toolChoice: 'none' });
  assert.equal(error, undefined);
  assert.deepEqual(parts, [
    { type: 'text-delta', text: 'Well.' },
    { type: 'end', reason: 'stop' },
  ]);
});
