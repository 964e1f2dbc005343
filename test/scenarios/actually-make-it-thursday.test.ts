/**
 * "Book it for Friday." "Shall I book Friday?" "Actually, make it Thursday." A yes is bound to what was asked about:
 * once it has changed it is asked anew, and Friday never happens; nor where the change comes in one breath with a
 * yes, a moment behind it, or over the question itself.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { Effect } from '../../src/contracts/conversation.ts';
import type { Pipeline } from '../../src/contracts/events.ts';
import { Stage } from '../support/stage.ts';

class Diary {
  readonly bookings: string[] = [];
  readonly stage: Stage;

  /** Books the day that was named last, whoever named it. */
  constructor(effect: Effect = 'irreversible', pipeline: Pipeline = 'interruptible') {
    const book = defineTool({
      name: 'book',
      description: 'Books a fitting',
      input: z.object({ day: z.string() }),
      effect,
      confirm: ({ day }) => `Shall I book it for ${day}?`,
      run: ({ day }) => {
        this.bookings.push(day);
        return 'booked';
      },
    });
    this.stage = new Stage({
      agent: { tools: [book], pipeline },
      llm: {
        replies: ({ prompt: { messages } }) => {
          const said = messages.findLast((message) => message.role === 'user')!;
          const day = /friday|thursday/.exec(said.text)?.[0];
          const isWanted = messages.some(
            (message) =>
              message.role === 'tool-call' && JSON.stringify(message.arguments) === `{"day":"${day}"}`,
          );
          if (day === undefined || isWanted) return 'Very well.';
          return { toolCalls: [{ name: 'book', arguments: { day } }] };
        },
      },
    });
  }

  async says(text: string, ms = 1_000): Promise<string> {
    await this.stage.says(text, ms);
    const heard = await this.stage.until('reply-end');
    return heard.type === 'reply-end' ? heard.heardText : '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stage[Symbol.asyncDispose]();
  }
}

for (const effect of ['irreversible', 'write'] as const) {
  for (const change of [
    'actually make it thursday',
    'yes but make it thursday',
    'yes on thursday please',
    'no make it thursday',
    'okay thursday',
  ]) {
    test(`${effect}: "${change}" is asked anew, and Friday never happens`, async () => {
      await using diary = new Diary(effect);
      const { stage, bookings } = diary;
      assert.equal(await diary.says('book a fitting on friday'), 'Shall I book it for friday?');
      assert.equal(await diary.says(change, 1_200), 'Shall I book it for thursday?', stage.tell());
      assert.ok(stage.playedMs('for thursday?') > 1_000);
      assert.deepEqual(bookings, [], 'nothing before its own yes');
      await diary.says('yes please');
      await stage.run(5_000);
      assert.deepEqual(bookings, ['thursday'], stage.tell());
      const given = stage.all('consent-given');
      assert.equal(given.length, 1);
      assert.notEqual(
        given[0]!.toolCallId,
        stage.all('consent-asked')[0]!.toolCallId,
        'the yes is the second one’s',
      );
    });
  }
}

test('The change falls into the question: the rest of it is not heard, and Friday never happens', async () => {
  await using diary = new Diary();
  const { stage, bookings } = diary;
  await stage.says('book a fitting on friday');
  await stage.until('reply-start');
  await stage.run(500);
  await stage.says('no wait on thursday', 1_200);
  const question = await stage.until('reply-end');
  assert.ok(
    question.type === 'reply-end' && question.heardText === 'Shall I book it for thursday?',
    stage.tell(),
  );
  await diary.says('yes please');
  await stage.run(5_000);
  assert.deepEqual(bookings, ['thursday']);
});

for (const pipeline of ['interruptible', 'streaming'] as const) {
  test(`${pipeline}: the yes to Friday comes over the question for Thursday, and is a yes to neither`, async () => {
    await using diary = new Diary('irreversible', pipeline);
    const { stage, bookings } = diary;
    await diary.says('book a fitting on friday');
    await stage.says('actually make it thursday', 1_200);
    await stage.until('reply-start');
    await stage.run(300);
    await stage.says('yes please', 700);
    await stage.run(8_000);
    assert.deepEqual(bookings, [], stage.tell());
  });
}

test('The change comes a moment behind the yes: Friday is not booked before it was heard', async () => {
  await using diary = new Diary();
  const { stage, bookings } = diary;
  await diary.says('book a fitting on friday');
  await stage.says('yes please');
  await stage.until('consent-given');
  await stage.run(200);
  await stage.says('but on thursday', 1_000);
  await stage.run(8_000);
  assert.deepEqual(bookings, [], stage.tell());
  assert.ok(stage.all('reply-end').at(-1)!.heardText.endsWith('Shall I book it for thursday?'), stage.tell());
  await diary.says('yes please');
  await stage.run(3_000);
  assert.deepEqual(bookings, ['thursday'], stage.tell());
});
