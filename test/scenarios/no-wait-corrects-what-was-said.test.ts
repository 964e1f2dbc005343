/** "No, wait" takes back what was said before: in the pause, over our answer, and over a question that asks for a yes. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

interface Tailor {
  booked: string[];
  options: StageOptions;
}

/** Books, once the caller has said yes, the day that was named last. */
function tailor(): Tailor {
  const booked: string[] = [];
  const book = defineTool({
    name: 'book',
    description: 'Books a fitting.',
    input: z.object({ day: z.string() }),
    effect: 'irreversible',
    confirm: ({ day }) => `Shall I book the fitting on ${day}?`,
    run: ({ day }) => {
      booked.push(day);
      return Promise.resolve('booked');
    },
  });
  const options: StageOptions = {
    agent: { tools: [book] },
    llm: {
      replies: ({ prompt }) => {
        const last = prompt.messages.at(-1)!;
        if (last.role === 'tool-result' && last.result.status === 'done') return 'It is booked.';
        const said = prompt.messages.findLast(({ role }) => role === 'user');
        const day = said?.role === 'user' ? said.text.match(/friday|saturday/g)?.at(-1) : undefined;
        return day === undefined ? 'Yes?' : { toolCalls: [{ name: 'book', arguments: { day } }] };
      },
    },
  };
  return { booked, options };
}

for (const pauseMs of [150, 250, 350, 900, 2_000, 2_900]) {
  test(`"on friday", ${pauseMs} ms later "no wait on saturday", "yes": Saturday is booked, and only Saturday`, async () => {
    const { booked, options } = tailor();
    await using stage = new Stage(options);
    await stage.says('book a fitting on friday', 1_200);
    await stage.run(pauseMs);
    await stage.says('no wait on saturday', 1_000);
    const asked = await stage.until('reply-end');
    assert.ok(asked.type === 'reply-end' && asked.heardText.endsWith('on saturday?'), stage.tell());
    assert.deepEqual(booked, []);
    await stage.says('yes please', 600);
    const end = await stage.until('reply-end');
    assert.ok(end.type === 'reply-end' && end.heardText === 'It is booked.', stage.tell());
    assert.deepEqual(booked, ['saturday']);
  });
}

test('A bare "wait" over the answer stops it, and is a turn', async () => {
  await using stage = new Stage({
    llm: { replies: ['Our house was founded ninety years ago by two sisters.', 'I am listening.'] },
  });
  await stage.says('tell me about the house');
  await stage.until('reply-start');
  await stage.run(900);
  await stage.says('wait', 350);
  const end = await stage.until('reply-end');
  assert.ok(end.type === 'reply-end' && end.heardText === 'I am listening.', stage.tell());
  assert.equal(stage.all('reply-cut').length, 1);
});
