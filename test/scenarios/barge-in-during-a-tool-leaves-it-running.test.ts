/**
 * Who speaks while a tool runs is answered at once; the tool runs on, once, and its result is told when the floor is
 * free. "No, stop" behind a yes is in time until the action has begun; after that it is too late, and nobody is told
 * that it was stopped.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

interface Shop {
  orders: number;
  deliver(): void;
  options: StageOptions;
}

/** A shop whose order takes until `deliver`. The agent announces it, or says nothing meanwhile. */
function shop(announcement: string | undefined): Shop {
  const delivered = Promise.withResolvers<string>();
  const order = defineTool({
    name: 'order',
    description: 'Orders it.',
    input: z.object({}),
    effect: 'write',
    confirm: false,
    run: () => {
      made.orders += 1;
      return delivered.promise;
    },
  });
  const made: Shop = {
    orders: 0,
    deliver: () => delivered.resolve('number 7'),
    options: {
      agent: { tools: [order] },
      llm: {
        replies: ({ prompt }) => {
          const last = prompt.messages.at(-1)!;
          if (last.role === 'tool-result' && last.result.status === 'done') return 'It is ordered now.';
          if (last.role !== 'user' || !last.text.includes('order')) return 'It will not take long.';
          const toolCalls = [{ name: 'order', arguments: {} }];
          return announcement === undefined ? { toolCalls } : { text: announcement, toolCalls };
        },
      },
    },
  };
  return made;
}

for (const announcement of [undefined, 'I am ordering it for you now, one moment.']) {
  for (const afterMs of [100, 900, 2_500, 4_000]) {
    test(`${announcement === undefined ? 'Silently' : 'Announced'}: interrupted ${afterMs} ms into the order`, async () => {
      const made = shop(announcement);
      await using stage = new Stage(made.options);
      await stage.says('order it please');
      await stage.until('effect-begun');
      await stage.run(afterMs);
      await stage.says('how long will that take', 1_000);
      const askedAt = stage.clock.now();
      const answer = await stage.until('reply-end', 6_000);
      assert.ok(answer.type === 'reply-end' && answer.heardText === 'It will not take long.', stage.tell());
      assert.ok(answer.atMs - askedAt <= 4_000, 'the caller does not wait for the tool');
      assert.equal(stage.session.open().effects, 1, 'which runs on');
      await stage.run(500);
      made.deliver();
      const told = await stage.until('reply-end', 6_000);
      assert.ok(told.type === 'reply-end' && told.heardText === 'It is ordered now.', stage.tell());
      await stage.run(4_000);
      assert.equal(made.orders, 1);
      assert.equal(
        stage.all('reply-end').filter(({ heardText }) => heardText === 'It is ordered now.').length,
        1,
      );
    });
  }
}

for (const coughAfterMs of [0, 100, 250]) {
  test(`A cough ${coughAfterMs} ms before the result is there does not swallow it`, async () => {
    const made = shop(undefined);
    await using stage = new Stage(made.options);
    await stage.says('order it please');
    await stage.until('effect-begun');
    await stage.says('how long will that take', 1_000);
    await stage.until('reply-end', 6_000);
    await stage.run(1_000);
    stage.clock.at(stage.clock.now() + 60 + coughAfterMs, () => made.deliver());
    await stage.sounds(200);
    const told = await stage.until('reply-end', 6_000);
    assert.ok(told.type === 'reply-end' && told.heardText === 'It is ordered now.', stage.tell());
  });
}

/** An order that needs a yes, and a model that tells of it what it was told itself. */
function sale(): Shop {
  const delivered = Promise.withResolvers<string>();
  const order = defineTool({
    name: 'order',
    description: 'Orders it.',
    input: z.object({}),
    effect: 'irreversible',
    confirm: () => 'Shall I order it?',
    run: () => {
      made.orders += 1;
      return delivered.promise;
    },
  });
  const made: Shop = {
    orders: 0,
    deliver: () => delivered.resolve('number 7'),
    options: {
      agent: { tools: [order] },
      llm: {
        replies: ({ prompt: { messages } }) => {
          const said = messages.findLast((message) => message.role === 'user')!;
          const told = messages.findLast((message) => message.role === 'tool-result');
          if (said.text.includes('order')) return { toolCalls: [{ name: 'order', arguments: {} }] };
          if (told?.role !== 'tool-result' || told.result.status === 'awaiting-consent')
            return 'It is under way already.';
          return told.result.status === 'refused' ? 'It is not ordered.' : 'It is ordered.';
        },
      },
    },
  };
  return made;
}

async function agreed(stage: Stage): Promise<void> {
  await stage.says('order it please');
  await stage.until('reply-end');
  await stage.says('yes please');
  await stage.until('consent-given');
}

for (const { afterMs, says } of [
  { afterMs: 0, says: 'no stop' },
  { afterMs: 300, says: 'no wait stop' },
  { afterMs: 420, says: 'no' },
]) {
  test(`"${says}", begun ${afterMs} ms behind the yes, is in time: nothing is ordered, and the caller hears so`, async () => {
    const made = sale();
    await using stage = new Stage(made.options);
    await agreed(stage);
    await stage.run(afterMs);
    await stage.says(says, 900);
    const told = await stage.until('reply-end', 6_000);
    assert.ok(told.type === 'reply-end' && told.heardText === 'It is not ordered.', stage.tell());
    assert.ok(stage.playedMs('It is not ordered.') > 800, 'it was really played');
    await stage.run(5_000);
    assert.equal(made.orders, 0);
    assert.equal(stage.all('effect-begun').length, 0);
    assert.equal(stage.all('consent-refused').length, 1);
  });
}

test('"No, stop" when it has begun is too late: it runs on, once, and is told as done', async () => {
  const made = sale();
  await using stage = new Stage(made.options);
  using _delivered = { [Symbol.dispose]: made.deliver };
  await agreed(stage);
  await stage.until('effect-begun');
  await stage.run(200);
  await stage.says('no stop', 900);
  const told = await stage.until('reply-end', 8_000);
  assert.ok(told.type === 'reply-end' && told.heardText === 'It is under way already.', stage.tell());
  assert.equal(stage.all('consent-refused').length, 0);
  assert.equal(stage.session.open().effects, 1, 'it runs on');
  made.deliver();
  await stage.until('reply-end', 6_000);
  assert.equal(stage.all('reply-end').at(-1)!.heardText, 'It is ordered.', stage.tell());
  await stage.run(5_000);
  assert.equal(made.orders, 1);
  assert.equal(stage.playedMs('It is not ordered.'), 0, 'nobody says that it was stopped');
  assert.deepEqual(
    stage.all('effect-done').map(({ ok }) => ok),
    [true],
  );
});
