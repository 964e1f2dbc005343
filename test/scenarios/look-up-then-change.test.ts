/**
 * One turn may take several steps: what was looked up decides what is changed. Reads run together, and their results
 * stand in the order asked; the change waits for its yes, with what was found. Thought ahead, nothing of this begins,
 * and not a word of it is heard.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import type { AgentDefinition } from '../../src/agent/agent.ts';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { Clock } from '../../src/clock/clock.ts';
import type { GenerateRequest } from '../../src/contracts/llm.ts';
import type { ScriptedReply } from '../../src/testing/scripted-llm.ts';
import { Stage } from '../support/stage.ts';

/** A customer with a fitting and an order; looking takes the longer the earlier it is asked for. */
class Shop {
  readonly ran: string[] = [];
  readonly fittings = new Map([[17, 'thursday']]);
  orders = ['five'];
  readonly stage: Stage;

  constructor(
    replies: (request: GenerateRequest) => ScriptedReply,
    toolRuns: NonNullable<AgentDefinition['toolRuns']> = 'parallel',
  ) {
    const clock = (): Clock => this.stage.clock;
    const found = (name: string, ms: number, value: unknown): Promise<unknown> => {
      this.ran.push(name);
      return new Promise((resolve) => clock().at(clock().now() + ms, () => resolve(value)));
    };
    const nothing = z.object({});
    const tools = [
      defineTool({
        name: 'findFitting',
        description: 'Says which fitting the caller has',
        input: nothing,
        effect: 'read',
        run: () => found('findFitting', 600, { fitting: 17, day: this.fittings.get(17) }),
      }),
      defineTool({
        name: 'freeDays',
        description: 'Says which days are free',
        input: nothing,
        effect: 'read',
        run: () => found('freeDays', 200, ['friday']),
      }),
      defineTool({
        name: 'moveFitting',
        description: 'Moves a fitting',
        input: z.object({ fitting: z.number(), day: z.string() }),
        effect: 'write',
        confirm: ({ fitting, day }) => `Shall I move fitting ${fitting} to ${day}?`,
        run: ({ fitting, day }) => {
          this.ran.push('moveFitting');
          this.fittings.set(fitting, day);
        },
      }),
      defineTool({
        name: 'cancelOrder',
        description: 'Cancels an order',
        input: z.object({ order: z.string() }),
        effect: 'irreversible',
        confirm: ({ order }) => `Shall I cancel order ${order}?`,
        run: ({ order }) => {
          this.ran.push('cancelOrder');
          this.orders = this.orders.filter((kept) => kept !== order);
        },
      }),
    ];
    this.stage = new Stage({ agent: { tools, toolRuns }, llm: { firstTokenMs: 50, replies } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stage[Symbol.asyncDispose]();
  }
}

/** What an honest model makes of it: two look-ups, then the change that follows from them. */
function honest({ prompt: { messages } }: GenerateRequest): ScriptedReply {
  const last = messages.at(-1)!;
  if (last.role === 'user' && last.text.includes('move')) {
    return {
      toolCalls: [
        { name: 'findFitting', arguments: {} },
        { name: 'freeDays', arguments: {} },
      ],
    };
  }
  const results = messages.filter((message) => message.role === 'tool-result');
  if (last.role !== 'tool-result') return 'Very well.';
  if (last.name === 'moveFitting')
    return last.result.status === 'done' ? 'It is moved.' : 'It stays as it is.';
  const found = results.find(({ name }) => name === 'findFitting')?.result;
  const free = results.find(({ name }) => name === 'freeDays')?.result;
  if (found?.status !== 'done' || free?.status !== 'done') return 'I cannot find it.';
  const { fitting } = found.value as { fitting: number };
  const [day] = free.value as string[];
  return { toolCalls: [{ name: 'moveFitting', arguments: { fitting, day } }] };
}

for (const { says, day, ran } of [
  { says: 'yes please', day: 'friday', ran: ['findFitting', 'freeDays', 'moveFitting'] },
  { says: 'no thank you', day: 'thursday', ran: ['findFitting', 'freeDays'] },
]) {
  test(`Two are looked up together, the change is asked about with what was found: "${says}"`, async () => {
    await using shop = new Shop(honest);
    const { stage } = shop;
    await stage.says('move my fitting to the next free day');
    const asked = await stage.until('reply-end');
    assert.ok(
      asked.type === 'reply-end' && asked.heardText.endsWith('Shall I move fitting 17 to friday?'),
      stage.tell(),
    );
    assert.equal(stage.all('turn-end').length, 1, 'all of it is one turn');
    const begun = stage.all('effect-begun').map(({ atMs }) => atMs);
    assert.ok(begun.length === 2 && begun[0] === begun[1], 'side by side');
    // The second look-up was back first; the model reads them in the order it asked.
    assert.deepEqual(
      stage.all('effect-done').map(({ tool }) => tool),
      ['freeDays', 'findFitting'],
    );
    const toldThen = stage.llm.requests.at(-1)!.request.prompt.messages;
    assert.deepEqual(
      toldThen.flatMap((message) => (message.role === 'tool-result' ? [message.name] : [])),
      ['findFitting', 'freeDays'],
    );
    assert.equal(shop.fittings.get(17), 'thursday', 'nothing has changed yet');

    await stage.says(says);
    const told = await stage.until('reply-end');
    assert.ok(told.type === 'reply-end');
    assert.equal(told.heardText, day === 'friday' ? 'It is moved.' : 'It stays as it is.', stage.tell());
    assert.ok(stage.playedMs(told.heardText) > 800);
    assert.equal(shop.fittings.get(17), day);
    assert.deepEqual(shop.ran, ran);
  });
}

test('An agent that has them run one at a time asks the second when the first has answered', async () => {
  await using shop = new Shop(honest, 'one-at-a-time');
  const { stage } = shop;
  await stage.says('move my fitting to the next free day');
  const asked = await stage.until('reply-end');
  assert.ok(asked.type === 'reply-end' && asked.heardText.endsWith('to friday?'), stage.tell());
  const order = stage.events.flatMap((event) =>
    event.type === 'effect-begun' || event.type === 'effect-done' ? [`${event.tool} ${event.type}`] : [],
  );
  assert.deepEqual(order, [
    'findFitting effect-begun',
    'findFitting effect-done',
    'freeDays effect-begun',
    'freeDays effect-done',
  ]);
});

/** Thinks aloud of everything it could do, whatever was said: that nothing of it happens is not up to the model. */
function rash({ prompt: { messages } }: GenerateRequest): ScriptedReply {
  const said = messages.findLast((message) => message.role === 'user')!;
  if (!said.text.endsWith('five')) return 'Then I leave all as it is.';
  return {
    text: 'I have done it all already.',
    toolCalls: [
      { name: 'findFitting', arguments: {} },
      { name: 'moveFitting', arguments: { fitting: 17, day: 'friday' } },
      { name: 'cancelOrder', arguments: { order: 'five' } },
    ],
  };
}

test('Thought ahead, no tool of any kind begins, nothing is asked, and none of its words is heard', async () => {
  await using shop = new Shop(rash);
  const { stage } = shop;
  await stage.says('please cancel order five');
  // Time enough to think and to ask for everything, too little for the end of the turn.
  await stage.run(260);
  assert.ok(stage.llm.requests.length >= 1 && stage.all('generation-start')[0]!.speculative, stage.tell());
  await stage.says('no leave it as it is', 1_200);
  const told = await stage.until('reply-end');
  await stage.run(5_000);
  assert.ok(told.type === 'reply-end' && told.heardText === 'Then I leave all as it is.', stage.tell());
  assert.deepEqual(shop.ran, []);
  assert.equal(stage.all('consent-asked').length, 0);
  assert.equal(stage.playedMs('I have done it all already.'), 0);
  assert.ok(!JSON.stringify(stage.messages()).includes('done it all'), 'nor is it in the history');
});

test('Once the turn is decided the same thought is taken up: the look-up begins, the rest waits for its answers', async () => {
  await using shop = new Shop(rash);
  const { stage } = shop;
  await stage.says('please cancel order five');
  const decided = await stage.until('turn-end');
  assert.ok(stage.all('generation-start')[0]!.speculative, stage.tell());
  await stage.run(400);
  assert.ok(stage.all('effect-begun').every(({ atMs }) => atMs >= decided.atMs));
  assert.deepEqual(shop.ran, ['findFitting']);
  assert.equal(stage.all('consent-asked').length, 2);
  await stage.run(6_000);
  assert.deepEqual(shop.ran, ['findFitting']);
  assert.equal(shop.fittings.get(17), 'thursday');
  assert.deepEqual(shop.orders, ['five']);
});
