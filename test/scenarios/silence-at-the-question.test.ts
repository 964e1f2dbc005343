/**
 * The caller says nothing to a question. They are asked whether they are still there, and a yes to that is no more
 * than that. After a while the question lapses, and a yes that comes later does nothing: it has to be asked anew.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { IdlePolicy } from '../../src/agent/agent.ts';
import { Stage } from '../support/stage.ts';

const question = 'Shall I cancel order five?';
const stillThere = 'Are you still there?';

class Desk {
  readonly cancelled: string[] = [];
  readonly stage: Stage;

  constructor(idle: Partial<IdlePolicy>) {
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
      agent: { tools: [cancelOrder], idle },
      llm: {
        replies: ({ prompt }) => {
          const last = prompt.messages.at(-1)!;
          if (last.role === 'tool-result') return 'It is cancelled.';
          if (last.role !== 'user' || !last.text.includes('cancel')) return 'I am listening.';
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

test('They are asked whether they are there: the yes to that cancels nothing, the question is asked anew', async () => {
  await using desk = new Desk({ afterMs: 8_000 });
  const { stage, cancelled } = desk;
  assert.equal(await desk.says('please cancel order five'), question);
  const asked = stage.clock.now();
  const prompt = await stage.until('reply-end', 12_000);
  assert.ok(prompt.type === 'reply-end' && prompt.heardText === stillThere, stage.tell());
  assert.ok(stage.playedMs(stillThere) > 900 && prompt.atMs - asked <= 10_000);
  assert.equal(await desk.says('yes'), 'I am listening.', stage.tell());
  assert.deepEqual(cancelled, []);
  assert.equal(await desk.says('then cancel it'), question);
  assert.equal(await desk.says('yes please'), 'It is cancelled.');
  assert.deepEqual(cancelled, ['five']);
});

test('They never answer: the question lapses, the call ends in order, nothing has happened', async () => {
  await using desk = new Desk({ afterMs: 25_000, promptsMax: 3 });
  const { stage, cancelled } = desk;
  await desk.says('please cancel order five');
  const asked = stage.all('consent-asked')[0]!;
  const lapsed = await stage.until('consent-expired', 70_000);
  assert.ok(Math.abs(lapsed.atMs - asked.atMs - 60_000) < 50, stage.tell());
  const end = await stage.until('call-end', 120_000);
  assert.ok(end.type === 'call-end' && end.detail === 'the agent said goodbye', stage.tell());
  assert.equal(stage.all('reply-end').filter(({ heardText }) => heardText === stillThere).length, 3);
  assert.deepEqual(cancelled, []);
  assert.equal(stage.all('effect-begun').length, 0);
});

for (const { afterMs, counts } of [
  { afterMs: 50_000, counts: true },
  { afterMs: 62_000, counts: false },
  { afterMs: 75_000, counts: false },
]) {
  test(`A yes ${afterMs / 1_000} s behind the question ${counts ? 'still counts' : 'does nothing'}`, async () => {
    // Nobody asks anything in between: only time decides.
    await using desk = new Desk({ afterMs: 100_000 });
    const { stage, cancelled } = desk;
    assert.equal(await desk.says('please cancel order five'), question);
    await stage.run(afterMs);
    const heard = await desk.says('yes please');
    await stage.run(3_000);
    assert.equal(heard, counts ? 'It is cancelled.' : 'I am listening.', stage.tell());
    assert.deepEqual(cancelled, counts ? ['five'] : []);
    assert.equal(stage.all('consent-expired').length, counts ? 0 : 1);
    if (counts) return;
    // The model is told that the question has lapsed: else it would take a later yes for its answer.
    const results = stage.messages().filter((message) => message.role === 'tool-result');
    assert.deepEqual(
      results.map(({ result }) => result.status),
      ['refused'],
    );
    assert.equal(await desk.says('cancel order five now'), question);
    await desk.says('yes please');
    await stage.run(1_000);
    assert.deepEqual(cancelled, ['five']);
  });
}
