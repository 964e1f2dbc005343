import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { MockLanguageModelV4, simulateReadableStream } from 'ai/test';
import { describe, test } from 'vitest';
import type { GenerateRequest, GenerationPart } from '../../contracts/llm.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { fromAiSdk, type AiSdkModel } from './index.ts';

const request: GenerateRequest = {
  prompt: {
    system: 'Be brief.',
    messages: [
      { role: 'user', text: 'A table on Friday.' },
      { role: 'assistant', text: 'One moment.' },
      { role: 'tool-call', toolCallId: 'a', name: 'book', arguments: { day: 'Friday' } },
      { role: 'tool-call', toolCallId: 'b', name: 'hours', arguments: {} },
      { role: 'tool-result', toolCallId: 'b', name: 'hours', result: { status: 'done', value: 'nine' } },
      {
        role: 'tool-result',
        toolCallId: 'a',
        name: 'book',
        result: { status: 'done', value: { number: 7 } },
      },
    ],
  },
  tools: [{ name: 'book', description: 'Books.', effect: 'write', parameters: { type: 'object' } }],
  toolChoice: 'auto',
  maxTokens: 100,
  language: 'en-US',
};

function modelOf(chunks: readonly object[]): MockLanguageModelV4 {
  return new MockLanguageModelV4({
    doStream: async () => ({ stream: simulateReadableStream({ chunks: [...chunks] }) as never }),
  });
}

async function read(model: AiSdkModel, signal = new AbortController().signal): Promise<GenerationPart[]> {
  const parts: GenerationPart[] = [];
  for await (const part of fromAiSdk(model).generate(request, { signal })) parts.push(part);
  return parts;
}

const finish = { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage: {} };

test('a request is told in the words of the SDK', async () => {
  const mock = modelOf([finish]);
  const model = fromAiSdk(mock, { settings: { temperature: 0 } });
  for await (const _ of model.generate(request, { signal: new AbortController().signal }));
  const { prompt, abortSignal, ...rest } = mock.doStreamCalls[0]!;
  assert.deepEqual(rest, {
    temperature: 0,
    maxOutputTokens: 100,
    tools: [{ type: 'function', name: 'book', description: 'Books.', inputSchema: { type: 'object' } }],
    toolChoice: { type: 'auto' },
  });
  assert.ok(abortSignal instanceof AbortSignal);
  assert.deepEqual(
    prompt.map(({ role }) => role),
    ['system', 'user', 'assistant', 'tool'],
  );
  const [said, booked, asked] = prompt[2]!.content as { type: string; toolCallId: string }[];
  assert.deepEqual(said, { type: 'text', text: 'One moment.' });
  assert.partialDeepStrictEqual(booked, { type: 'tool-call', toolName: 'book', input: { day: 'Friday' } });
  assert.deepEqual(prompt[3]!.content, [
    {
      type: 'tool-result',
      toolCallId: booked!.toolCallId,
      toolName: 'book',
      output: { type: 'text', value: '{"number":7}' },
    },
    {
      type: 'tool-result',
      toolCallId: asked!.toolCallId,
      toolName: 'hours',
      output: { type: 'text', value: 'nine' },
    },
  ]);
  assert.equal(model.name, 'mock-provider/mock-model-id');
});

test('the second version of the specification tells usage and reason in its own way', async () => {
  const usage = { inputTokens: 9, outputTokens: 2, totalTokens: 11, cachedInputTokens: 4 };
  const parts = await read(modelOf([{ type: 'finish', finishReason: 'length', usage }]));
  assert.deepEqual(parts, [
    { type: 'usage', usage: { inputTokens: 9, cachedInputTokens: 4, outputTokens: 2 } },
    { type: 'end', reason: 'length' },
  ]);
});

test('what the provider runs itself, and what it thinks, is left out', async () => {
  const parts = await read(
    modelOf([
      { type: 'reasoning-delta', id: '1', delta: 'Hm.' },
      { type: 'tool-call', toolCallId: 'x', toolName: 'search', input: '{}', providerExecuted: true },
      { type: 'text-delta', id: '0', delta: '' },
      { type: 'text-delta', id: '0', delta: 'Yes.' },
      finish,
    ]),
  );
  assert.deepEqual(parts, [
    { type: 'text-delta', text: 'Yes.' },
    { type: 'end', reason: 'stop' },
  ]);
});

describe('a failure has a code, and repeats nothing of the request', () => {
  const secret = 'what the caller said';
  const thrown = (statusCode: number): Error =>
    Object.assign(new Error(secret), {
      name: 'AI_APICallError',
      statusCode,
      requestBodyValues: secret,
      cause: secret,
    });
  test.each<[string, readonly object[], string]>([
    ['a wrong key', [{ type: 'error', error: thrown(401) }], 'LLM_REJECTED'],
    ['a limit', [{ type: 'error', error: thrown(429) }], 'LLM_OVERLOADED'],
    ['a server that failed', [{ type: 'error', error: thrown(500) }], 'LLM_FAILED'],
    ['something that is no error', [{ type: 'error', error: secret }], 'LLM_FAILED'],
    [
      'an end for no good reason',
      [{ ...finish, finishReason: { unified: 'error', raw: secret } }],
      'LLM_FAILED',
    ],
    [
      'arguments that are no JSON',
      [{ type: 'tool-call', toolCallId: 'x', toolName: 'book', input: `{${secret}` }, finish],
      'LLM_MALFORMED',
    ],
    ['a stream that breaks off', [{ type: 'text-delta', id: '0', delta: 'Well' }], 'LLM_FAILED'],
  ])('%s', async (_, chunks, code) => {
    await assert.rejects(read(modelOf(chunks)), (error) => {
      assert.ok(AntiphonError.is(error));
      assert.equal(error.code, code);
      assert.ok(!inspect(error, { depth: 9, showHidden: true }).includes(secret));
      return true;
    });
  });

  test('a request that is refused at once', async () => {
    const refusing = new MockLanguageModelV4({ doStream: () => Promise.reject(thrown(404)) });
    await assert.rejects(read(refusing), { code: 'LLM_REJECTED' });
  });
});

test('a model that heeds no signal is not waited for', async () => {
  for (const stuck of [
    new Promise<never>(() => {}),
    Promise.resolve({ stream: new ReadableStream<never>() }),
  ]) {
    const turn = new AbortController();
    const reading = read(new MockLanguageModelV4({ doStream: () => stuck }), turn.signal);
    setImmediate(() => turn.abort());
    assert.deepEqual(await reading, []);
  }
});

test('a name is no model', () => {
  assert.throws(() => fromAiSdk('openai/gpt-5-mini' as never), {
    code: 'CONFIG_INVALID',
    message: /no model/,
  });
});
