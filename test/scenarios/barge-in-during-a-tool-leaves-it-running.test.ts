/** Who speaks while a tool runs is answered at once; the tool runs on, once, and its result is told when the floor is free. */
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
