/** An aborted generation closes the provider's request; an effect that has begun is nobody's to abort. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { Stage } from '../support/stage.ts';

const long = 'This is a very long reply. It goes on and on. Nobody will hear it to its end, I am afraid.';

test('A barge-in closes the request of the generation that it cuts', async () => {
  await using stage = new Stage({ llm: { replies: [long, 'Yes?'], tokensPerSecond: 2 } });
  await stage.says('tell me everything');
  await stage.until('reply-start');
  assert.equal(stage.llm.open, 1);
  await stage.says('no stop please now', 1_000);
  await stage.run(500);
  assert.equal(stage.llm.requests[0]!.state, 'closed');
  assert.equal(stage.tts.openStreams, 0, 'and the synthesis of the cut reply');
});

test('A hang-up closes whatever is open', async () => {
  await using stage = new Stage({ llm: { replies: [long], tokensPerSecond: 2 } });
  await stage.says('tell me everything');
  await stage.until('reply-start');
  stage.far.hangup();
  await stage.run(20);
  assert.equal(stage.llm.requests[0]!.state, 'closed');
});

test('A tool that has begun outlives the turn and the hang-up, and its signal stays quiet', async () => {
  const finish = Promise.withResolvers<string>();
  let aborted = false;
  const order = defineTool({
    name: 'order',
    description: 'Orders it.',
    input: z.object({}),
    effect: 'write',
    confirm: false,
    run: async (_input, { signal }) => {
      signal.addEventListener('abort', () => (aborted = true));
      return finish.promise;
    },
  });
  await using stage = new Stage({
    agent: { tools: [order] },
    llm: {
      replies: [{ text: 'One moment.', toolCalls: [{ name: 'order', arguments: {} }] }, 'It is ordered.'],
    },
  });
  await stage.says('order it please');
  await stage.until('effect-begun');
  await stage.says('how long will that take', 1_200);
  assert.equal(aborted, false, 'a barge-in leaves it alone');
  stage.far.hangup();
  await stage.run(20);
  assert.equal(aborted, false, 'and so does the end of the call');
  assert.equal(stage.session.open().effects, 1);
  finish.resolve('done');
  await stage.run(20);
  assert.equal(stage.session.open().effects, 0);
});

test('A result that comes after its turn was interrupted is told when the floor is free', async () => {
  const finish = Promise.withResolvers<string>();
  const order = defineTool({
    name: 'order',
    description: 'Orders it.',
    input: z.object({}),
    effect: 'write',
    confirm: false,
    run: () => finish.promise,
  });
  await using stage = new Stage({
    agent: { tools: [order] },
    llm: {
      replies: (request) => {
        const last = request.prompt.messages.at(-1)!;
        if (last.role === 'tool-result') return 'It is ordered now.';
        return last.role === 'user' && last.text.includes('order')
          ? { toolCalls: [{ name: 'order', arguments: {} }] }
          : 'Still waiting.';
      },
    },
  });
  await stage.says('order it please');
  await stage.until('effect-begun');
  await stage.says('are you there now', 1_200);
  await stage.until('reply-end');
  finish.resolve('number 7');
  const told = await stage.until('reply-end');
  assert.ok(told.type === 'reply-end' && told.heardText === 'It is ordered now.');
});
