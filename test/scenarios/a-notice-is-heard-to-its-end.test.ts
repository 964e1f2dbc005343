/**
 * What an agent's author marks as not to be interrupted is heard to its end, whoever speaks; and what the caller
 * said meanwhile is kept and answered behind it. Everything else of the same call gives way as ever.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool, type Tool } from '../../src/agent/define-tool.ts';
import { Stage } from '../support/stage.ts';

const notice = 'This call is recorded and the recording is kept for thirty days. How may I help?';
const terms = 'The deposit is not returned when you cancel within a day of your fitting.';

test.each([
  { greetingInterruptible: false, cuts: 0 },
  { greetingInterruptible: true, cuts: 1 },
])('Words over a greeting, interruptible: $greetingInterruptible', async (row) => {
  const { greetingInterruptible, cuts } = row;
  await using stage = new Stage({
    agent: { greeting: notice, greetingInterruptible },
    llm: { replies: ['We open at ten.'] },
  });
  await stage.until('reply-start');
  await stage.run(600);
  await stage.says('yes yes when do you open please', 1_500);
  await stage.run(8_000);
  assert.equal(stage.all('reply-cut').length, cuts, stage.tell());
  assert.equal(stage.all('interruption-suspected').length, cuts);
  assert.ok(
    stage.messages().some((message) => message.role === 'user' && message.text.includes('when do you open')),
  );
  assert.equal(stage.all('reply-end').at(-1)!.heardText, 'We open at ten.', 'answered all the same');
  if (cuts === 0) assert.equal(stage.all('reply-end')[0]!.heardText, notice);
});

test('Only the marked reply is heard to its end: the next one gives way', async () => {
  await using stage = new Stage({
    agent: { greeting: notice, greetingInterruptible: false },
    llm: { replies: ['We open at ten in the morning and close at eight in the evening.', 'Yes.'] },
  });
  await stage.until('reply-end');
  await stage.says('when do you open');
  await stage.until('reply-start');
  await stage.run(800);
  await stage.says('no i mean on sunday', 1_200);
  await stage.until('reply-end');
  assert.equal(stage.all('reply-cut').length, 1);
});

const reading = (interruptible: boolean, run: () => unknown): Tool =>
  defineTool({
    name: 'terms',
    description: 'Reads the terms.',
    input: z.object({}),
    effect: 'read',
    interruptible,
    timeoutMs: 60_000,
    run,
  }) as Tool;

test.each([
  { interruptible: false, cuts: 0 },
  { interruptible: true, cuts: 1 },
])('Words over what a tool has to tell, interruptible: $interruptible', async (row) => {
  await using stage = new Stage({
    agent: { tools: [reading(row.interruptible, () => terms)] },
    llm: {
      replies: ({ prompt }) => {
        const { role } = prompt.messages.at(-1)!;
        if (role !== 'user') return terms;
        return prompt.messages.length === 1 ? { toolCalls: [{ name: 'terms', arguments: {} }] } : 'At ten.';
      },
    },
  });
  await stage.says('what are your terms');
  await stage.until('reply-start');
  await stage.run(800);
  await stage.says('fine and when do you open', 1_200);
  await stage.run(8_000);
  assert.equal(stage.all('reply-cut').length, row.cuts, stage.tell());
  assert.equal(stage.all('reply-end').at(-1)!.heardText, 'At ten.');
});

test('A result that comes late is told without interruption as well', async () => {
  const found = Promise.withResolvers<string>();
  await using stage = new Stage({
    agent: { tools: [reading(false, () => found.promise)] },
    llm: {
      replies: ({ prompt }) => {
        const last = prompt.messages.at(-1)!;
        if (last.role === 'user') return { toolCalls: [{ name: 'terms', arguments: {} }] };
        return prompt.messages.some((message) => JSON.stringify(message).includes('deposit'))
          ? terms
          : 'It takes long.';
      },
    },
  });
  await stage.says('what are your terms');
  await stage.run(19_000);
  assert.ok(stage.all('reply-end').at(-1)!.heardText.includes('It takes long.'), stage.tell());
  found.resolve(terms);
  await stage.until('effect-done');
  await stage.until('reply-start');
  await stage.run(800);
  await stage.says('no wait listen to me please', 1_200);
  await stage.until('reply-end');
  assert.equal(stage.all('reply-cut').length, 0);
  assert.equal(stage.all('reply-end').at(-1)!.heardText, terms);
});

test('A yes over such a question is no consent: it was said before the question was out', async () => {
  let runs = 0;
  const order = defineTool({
    name: 'order',
    description: 'Orders.',
    input: z.object({}),
    effect: 'irreversible',
    interruptible: false,
    confirm: () => 'It cannot be sent back and costs ninety. Shall I order it?',
    run: () => (runs += 1),
  });
  await using stage = new Stage({
    agent: { tools: [order] },
    llm: {
      replies: ({ prompt }) =>
        prompt.messages.length === 1
          ? { toolCalls: [{ name: 'order', arguments: {} }] }
          : 'Please say yes or no.',
    },
  });
  await stage.says('order it');
  await stage.until('reply-start');
  await stage.run(400);
  await stage.says('yes', 400);
  await stage.run(6_000);
  assert.equal(stage.all('reply-cut').length, 0);
  assert.equal(runs, 0, stage.tell());
});
