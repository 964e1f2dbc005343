/**
 * A tool's secrets stay with the tool: errors carry addresses, queries and keys, and what is told to a model or
 * written to a log is read by others. Model, caller, log and the text of errors learn what failed, not how it was
 * worded; whoever looks after the house finds the original behind `onError`, as the cause.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool, type Tool } from '../../src/agent/define-tool.ts';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { Stage } from '../support/stage.ts';

/** As a program would have it: in its configuration, closed over by what it runs. */
const config = { url: 'postgres://diary:hunter2-s3cret@10.0.0.7/diary', apiKey: 'sk-live-hunter2-key' };
const secrets = /hunter2|sk-live|10\.0\.0\.7/;

function leaky(): Error {
  const socket = Object.assign(new Error(`connect ${config.url}`), { apiKey: config.apiKey });
  const query = new Error(`SELECT * FROM diary -- ${config.apiKey}`, { cause: socket });
  return new Error(`GET https://diary?key=${config.apiKey} failed`, { cause: query });
}

function leak(): never {
  throw leaky();
}

const input = z.object({ day: z.string() });
const plain = {
  name: 'book',
  description: 'Books.',
  input,
  effect: 'write',
  confirm: false,
  run: () => 'booked',
} as const;
const reads = { name: 'book', description: 'Books.', input, effect: 'read' } as const;
const tools: { name: string; tool: Tool; cause?: RegExp }[] = [
  { name: 'throws', tool: defineTool({ ...plain, run: leak }), cause: secrets },
  {
    name: 'throws one of our errors',
    tool: defineTool({
      ...plain,
      run: () => {
        throw new AntiphonError('LLM_FAILED', `401 for ${config.apiKey}`, {
          cause: leaky(),
          data: { ...config },
        });
      },
    }),
    cause: secrets,
  },
  {
    name: 'throws a text',
    tool: defineTool({ ...plain, run: () => Promise.reject(config.url) }),
    cause: secrets,
  },
  {
    name: 'rejects when it is out of time',
    tool: defineTool({
      ...plain,
      timeoutMs: 500,
      run: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(leaky()));
        }),
    }),
  },
  {
    name: 'breaks off',
    tool: defineTool({
      ...plain,
      run: () => Promise.reject(Object.assign(leaky(), { code: 'ECONNRESET' })),
    }),
    cause: secrets,
  },
  {
    name: 'returns what cannot be told',
    tool: defineTool({ ...reads, run: () => ({ toJSON: leak }) }),
    cause: secrets,
  },
  { name: 'cannot word its question', tool: defineTool({ ...plain, confirm: leak }), cause: secrets },
  { name: 'cannot make its key', tool: defineTool({ ...plain, idempotencyKey: leak }), cause: secrets },
  {
    name: 'cannot check its arguments',
    tool: defineTool({ ...plain, input: z.object({ day: z.string().refine(leak) }) }),
    cause: secrets,
  },
];

for (const { name, tool, cause } of tools) {
  test(`A tool that ${name}`, async () => {
    await using stage = new Stage({
      agent: { tools: [tool] },
      llm: {
        replies: ({ prompt }) =>
          prompt.messages.some(({ role }) => role === 'tool-result')
            ? 'I am sorry, that did not work.'
            : { toolCalls: [{ name: 'book', arguments: { day: 'friday' } }] },
      },
    });
    await stage.says('book it for friday please');
    await stage.run(12_000);

    const result = stage.messages().find((message) => message.role === 'tool-result');
    assert.ok(result !== undefined, `the model was told\n${stage.tell()}`);
    assert.ok(stage.log.length > 0 && stage.llm.requests.length >= 2);
    const requests = stage.llm.requests.map(({ request }) => request);
    for (const [where, told] of Object.entries({ requests, events: stage.events, log: stage.log })) {
      assert.doesNotMatch(JSON.stringify(told), secrets, where);
    }
    for (const error of stage.errors) {
      assert.doesNotMatch(`${error.message} ${error.cure} ${JSON.stringify(error.data)}`, secrets);
    }
    if (cause !== undefined) {
      const causes = stage.errors.map((error) => `${describe(error.cause)}`);
      assert.match(causes.join(), cause, 'people find it');
    }
  });
}

test('What a tool declines in words of its own is told', async () => {
  const tool = defineTool({
    ...plain,
    run: () => {
      throw new AntiphonError('TOOL_DECLINED', 'No table is free at seven.', { cause: leaky() });
    },
  });
  await using stage = new Stage({
    agent: { tools: [tool] },
    llm: {
      replies: ({ prompt }) => {
        const last = prompt.messages.at(-1)!;
        if (last.role !== 'tool-result')
          return { toolCalls: [{ name: 'book', arguments: { day: 'friday' } }] };
        return last.result.status === 'failed' ? last.result.message : 'It is booked.';
      },
    },
  });
  await stage.says('book it for friday please');
  const told = await stage.until('reply-end');
  assert.ok(told.type === 'reply-end' && told.heardText === 'No table is free at seven.', stage.tell());
  assert.doesNotMatch(JSON.stringify([stage.events, stage.log, stage.messages()]), secrets);
});

function describe(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
