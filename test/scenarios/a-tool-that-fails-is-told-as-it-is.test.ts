/**
 * What became of a tool is told as it is: what may have happened is neither done nor failed, an answer that comes
 * late is still an answer, what can be repeated is repeated unheard, and what keeps failing is left alone.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { Message } from '../../src/contracts/conversation.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

const fallback = 'The diary does not answer just now. May a colleague call you back?';
const plain = { name: 'book', description: 'Books a table.', input: z.object({}), fallback } as const;

/** Calls the tool once per request of the caller's, and then speaks of the last result it was told. */
const replies: NonNullable<StageOptions['llm']>['replies'] = ({ prompt }) => {
  const last = prompt.messages.at(-1)!;
  if (last.role === 'user' && last.text.includes('book'))
    return { toolCalls: [{ name: 'book', arguments: {} }] };
  const told = prompt.messages.findLast((message) => message.role === 'tool-result');
  return told === undefined ? 'I am still waiting.' : sentence(told);
};

function sentence({ result }: Extract<Message, { role: 'tool-result' }>): string {
  if (result.status === 'done') return `It is done: ${String(result.value)}.`;
  if (result.status === 'failed') return result.say ?? `It failed with ${result.code}.`;
  return 'I cannot say whether it worked.';
}

/** What was heard last, without the words that a wait is bridged with. */
function heardLast(stage: Stage): string | undefined {
  const text = stage.all('reply-end').at(-1)?.heardText;
  return text?.replace(/^One moment, please\. /, '');
}

test('A booking that does not answer in time is unknown, and its late answer is told; it is made once', async () => {
  let runs = 0;
  const { promise, resolve } = Promise.withResolvers<string>();
  const book = defineTool({
    ...plain,
    effect: 'write',
    confirm: false,
    timeoutMs: 2_000,
    run: () => {
      runs += 1;
      return promise;
    },
  });
  await using stage = new Stage({ agent: { tools: [book] }, llm: { replies } });
  await stage.says('book me a table please');
  await stage.until('effect-unknown');
  await stage.until('reply-end');
  assert.equal(heardLast(stage), 'I cannot say whether it worked.', stage.tell());
  await stage.run(1_000);
  resolve('table four');
  const done = await stage.until('effect-done');
  assert.ok(done.type === 'effect-done' && done.ok);
  await stage.until('reply-end');
  assert.equal(heardLast(stage), 'It is done: table four.', stage.tell());
  assert.equal(runs, 1);
});

test('A keyed booking that fails twice is made again under its key, and the caller hears of its success only', async () => {
  const keys: string[] = [];
  const book = defineTool({
    ...plain,
    effect: 'write',
    confirm: false,
    idempotencyKey: true,
    retry: 3,
    run: (_, { idempotencyKey }) => {
      keys.push(idempotencyKey);
      if (keys.length < 3) throw new Error('busy');
      return 'table four';
    },
  });
  await using stage = new Stage({ agent: { tools: [book] }, llm: { replies } });
  await stage.says('book me a table please');
  await stage.until('effect-done');
  await stage.until('reply-end');
  assert.equal(heardLast(stage), 'It is done: table four.', stage.tell());
  assert.equal(stage.all('reply-end').length, 1);
  assert.deepEqual([keys.length, new Set(keys).size], [3, 1]);
  assert.equal(stage.all('effect-begun').length, 1, 'one effect, whatever it took');
});

test('A diary that is down is asked twice and then left alone; each time the caller is offered something else', async () => {
  let runs = 0;
  const book = defineTool({
    ...plain,
    effect: 'write',
    confirm: false,
    breaker: { failuresInARow: 2, coolOffMs: 60_000 },
    run: () => {
      runs += 1;
      throw new Error('down');
    },
  });
  await using stage = new Stage({ agent: { tools: [book] }, llm: { replies } });
  for (let time = 0; time < 4; time++) {
    await stage.says('book me a table please');
    await stage.until('effect-done');
    await stage.until('reply-end');
    await stage.run(500);
    assert.equal(heardLast(stage), fallback, stage.tell());
  }
  assert.equal(runs, 2);
  assert.deepEqual(
    stage.all('effect-done').map(({ reason }) => reason),
    ['TOOL_FAILED', 'TOOL_FAILED', 'TOOL_UNAVAILABLE', 'TOOL_UNAVAILABLE'],
  );
});
