/**
 * Two actions in one sentence are one question, and each has an answer of its own: what the caller says of the first
 * decides nothing about the second. What then stands in the shop's database is exactly what was said.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { Pipeline } from '../../src/contracts/events.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

class Shop {
  orders = ['five', 'six'];
  fitting = 'thursday';
  readonly tools = [
    defineTool({
      name: 'cancelOrder',
      description: 'Cancels an order',
      input: z.object({ order: z.string() }),
      effect: 'irreversible',
      confirm: ({ order }) => `Shall I cancel order ${order}?`,
      run: ({ order }) => {
        this.orders = this.orders.filter((kept) => kept !== order);
        return 'cancelled';
      },
    }),
    defineTool({
      name: 'moveFitting',
      description: 'Moves the fitting',
      input: z.object({ day: z.string() }),
      effect: 'write',
      confirm: ({ day }) => `Shall I move your fitting to ${day}?`,
      run: ({ day }) => (this.fitting = day),
    }),
  ];
  readonly stage: Stage;

  constructor(pipeline: Pipeline = 'interruptible') {
    const llm: StageOptions['llm'] = {
      replies: ({ prompt }) => {
        const last = prompt.messages.at(-1)!;
        if (last.role !== 'user' || !last.text.includes('cancel')) return 'Very well.';
        return {
          toolCalls: [
            { name: 'cancelOrder', arguments: { order: 'five' } },
            { name: 'moveFitting', arguments: { day: 'friday' } },
          ],
        };
      },
    };
    this.stage = new Stage({ agent: { tools: this.tools, pipeline }, llm });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stage[Symbol.asyncDispose]();
  }
}

async function asked(shop: Shop): Promise<void> {
  await shop.stage.says('cancel five and move my fitting to friday');
  const question = await shop.stage.until('reply-end');
  assert.ok(question.type === 'reply-end');
  assert.equal(
    question.heardText,
    'First: Shall I cancel order five? Second: Shall I move your fitting to friday? Shall I do both?',
  );
  assert.ok(shop.stage.playedMs('Shall I do both?') > 3_000, 'one question, really played');
  assert.equal(shop.stage.all('consent-asked').length, 2);
}

const five = ['five', 'six'];
const answers: { says: string; orders: string[]; fitting: string }[] = [
  { says: 'yes both please', orders: ['six'], fitting: 'friday' },
  { says: 'yes please', orders: ['six'], fitting: 'friday' },
  { says: 'the first yes the second no', orders: ['six'], fitting: 'thursday' },
  { says: 'no to the first and yes to the second', orders: five, fitting: 'friday' },
  { says: 'only the second please', orders: five, fitting: 'friday' },
  { says: 'neither thank you', orders: five, fitting: 'thursday' },
  { says: 'no thank you', orders: five, fitting: 'thursday' },
  { says: 'not both', orders: five, fitting: 'thursday' },
  { says: 'yes but the other order', orders: five, fitting: 'thursday' },
  { says: 'what does that cost', orders: five, fitting: 'thursday' },
];

for (const { says, orders, fitting } of answers) {
  test(`"${says}"`, async () => {
    await using shop = new Shop();
    await asked(shop);
    await shop.stage.says(says, 1_200);
    await shop.stage.run(5_000);
    assert.deepEqual({ orders: shop.orders, fitting: shop.fitting }, { orders, fitting }, shop.stage.tell());
    const done = shop.stage.all('effect-done').map(({ tool, ok }) => `${tool} ${ok}`);
    const expected = [
      ...(fitting === 'friday' ? ['moveFitting true'] : []),
      ...(orders.length === 1 ? ['cancelOrder true'] : []),
    ];
    assert.deepEqual(done.toSorted(), expected.toSorted());
  });
}

for (const { next, fitting } of [
  { next: 'yes please', fitting: 'friday' },
  { next: 'no thank you', fitting: 'thursday' },
]) {
  test(`What an answer leaves out is asked by itself: "yes to the first", and then "${next}"`, async () => {
    await using shop = new Shop();
    await asked(shop);
    await shop.stage.says('yes to the first', 1_200);
    await shop.stage.until('reply-end');
    await shop.stage.run(200);
    assert.deepEqual(
      { orders: shop.orders, fitting: shop.fitting },
      { orders: ['six'], fitting: 'thursday' },
    );
    const question = shop.stage.all('reply-end').find(({ heardText }) => heardText.endsWith('to friday?'));
    assert.ok(question !== undefined, shop.stage.tell());
    assert.equal(shop.stage.all('consent-asked').length, 3, 'the second alone, once more');
    await shop.stage.says(next);
    await shop.stage.run(5_000);
    assert.deepEqual(
      { orders: shop.orders, fitting: shop.fitting },
      { orders: ['six'], fitting },
      shop.stage.tell(),
    );
  });
}

for (const pipeline of ['interruptible', 'streaming'] as const) {
  test(`${pipeline}: a yes into the question, before the second was heard, is a yes to neither`, async () => {
    await using shop = new Shop(pipeline);
    await shop.stage.says('cancel five and move my fitting to friday');
    await shop.stage.until('reply-start');
    await shop.stage.run(1_200);
    await shop.stage.says('yes please do', 1_500);
    await shop.stage.run(12_000);
    assert.deepEqual({ orders: shop.orders, fitting: shop.fitting }, { orders: five, fitting: 'thursday' });
    assert.equal(shop.stage.all('consent-given').length, 0, shop.stage.tell());
  });
}

test('Of four actions three are asked about; the fourth is told as not asked, and the call goes on', async () => {
  const done: string[] = [];
  const tools = ['one', 'two', 'three', 'four'].map((name) =>
    defineTool({
      name,
      description: 'Acts.',
      input: z.object({}),
      effect: 'irreversible',
      confirm: () => `Shall I do ${name}?`,
      run: () => done.push(name),
    }),
  );
  await using stage = new Stage({
    agent: { tools },
    llm: {
      replies: ({ prompt }) =>
        prompt.messages.length === 1
          ? { toolCalls: tools.map(({ name }) => ({ name, arguments: {} })) }
          : 'Very well.',
    },
  });
  await stage.says('do all of it please');
  await stage.until('reply-end');
  assert.match(stage.all('reply-end').at(-1)!.heardText, /Third: Shall I do three\? Shall I do all three\?$/);
  await stage.says('yes please');
  await stage.run(6_000);
  assert.deepEqual(done, ['one', 'two', 'three']);
  const told = stage.messages().filter((message) => message.role === 'tool-result');
  assert.ok(told.some(({ name, result }) => name === 'four' && result.status === 'refused'));
});
