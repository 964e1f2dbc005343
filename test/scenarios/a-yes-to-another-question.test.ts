/**
 * A yes belongs to the question that was heard last. While one about an order stands, the agent may ask something
 * else; the yes to that sets nothing in motion. What was only told in between leaves the question standing: the caller
 * may ask something and come back.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { Stage } from '../support/stage.ts';

const question = 'Shall I cancel order five?';

class Desk {
  readonly cancelled: string[] = [];
  readonly stage: Stage;

  /** What the agent says to anything that does not speak of cancelling. */
  constructor(says: string) {
    const cancelOrder = defineTool({
      name: 'cancelOrder',
      description: 'Cancels an order',
      input: z.object({ order: z.string() }),
      effect: 'irreversible',
      confirm: ({ order }) => `Shall I cancel order ${order}?`,
      run: ({ order }) => {
        this.cancelled.push(order);
        return 'cancelled';
      },
    });
    this.stage = new Stage({
      agent: { tools: [cancelOrder] },
      llm: {
        replies: ({ prompt }) => {
          const last = prompt.messages.at(-1)!;
          if (last.role === 'tool-result') return 'It is cancelled.';
          if (last.role !== 'user' || !last.text.includes('cancel')) return says;
          return { toolCalls: [{ name: 'cancelOrder', arguments: { order: 'five' } }] };
        },
      },
    });
  }

  async says(text: string): Promise<string> {
    await this.stage.says(text);
    const heard = await this.stage.until('reply-end');
    return heard.type === 'reply-end' ? heard.heardText : '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stage[Symbol.asyncDispose]();
  }
}

for (const offer of [
  'We close at six. Would you like the address?',
  'Would you like the address? It is not far.',
  'Is there anything else?',
]) {
  test(`"${offer}": the yes to it cancels nothing; asked anew, a yes does`, async () => {
    await using desk = new Desk(offer);
    const { stage, cancelled } = desk;
    assert.equal(await desk.says('please cancel order five'), question);
    assert.equal(await desk.says('when do you close'), offer);
    assert.ok(stage.playedMs('?') > 2_000, 'both questions were really played');
    await desk.says('yes please');
    await stage.run(3_000);
    assert.deepEqual(cancelled, [], stage.tell());
    assert.equal(stage.all('consent-given').length, 0);

    assert.equal(await desk.says('so cancel order five'), question, stage.tell());
    await desk.says('yes please');
    await stage.run(3_000);
    assert.deepEqual(cancelled, ['five'], stage.tell());
  });
}

test('The other question is cut off in its midst by a yes: that cancels nothing', async () => {
  await using desk = new Desk('Would you like the address? Or shall we send it to you?');
  const { stage, cancelled } = desk;
  await desk.says('please cancel order five');
  await stage.says('when do you close');
  await stage.until('reply-start');
  await stage.run(1_900);
  await stage.says('yes please do that', 1_400);
  await stage.run(6_000);
  assert.ok(
    stage.all('reply-cut').some(({ heardText }) => heardText.includes('?')),
    stage.tell(),
  );
  assert.deepEqual(cancelled, [], stage.tell());
});

test('Before the question there was another one: the yes to that is not kept for it', async () => {
  await using desk = new Desk('Would you like to hear our offers?');
  const { stage, cancelled } = desk;
  await desk.says('good morning');
  assert.equal(await desk.says('yes and cancel order five'), question);
  await stage.run(3_000);
  assert.deepEqual(cancelled, []);
});

test('What was only told in between leaves the question standing', async () => {
  await using desk = new Desk('We close at six.');
  const { stage, cancelled } = desk;
  await desk.says('please cancel order five');
  assert.equal(await desk.says('when do you close'), 'We close at six.');
  assert.deepEqual(cancelled, [], 'and it blocks nothing');
  await desk.says('yes please');
  await stage.run(3_000);
  assert.deepEqual(cancelled, ['five'], stage.tell());
});
