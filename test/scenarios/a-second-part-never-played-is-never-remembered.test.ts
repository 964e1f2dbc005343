/**
 * A reply in two parts, cut between them: the model is told of the first and knows nothing of the second.
 *
 * Elsewhere (livekit/agents#6424) the part that was ready and never played stays in the conversation that the
 * model sees; on the next turn it refers to an answer that nobody has heard.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { Stage } from '../support/stage.ts';

const preamble = 'Let me look at the book of the house.';
const answer = 'Your coat is ready. You can fetch it on Friday.';
const lookUp = defineTool({
  name: 'lookUp',
  description: 'Looks up an order.',
  input: z.object({}),
  effect: 'read',
  run: () => Promise.resolve('ready on friday'),
});

for (const afterMs of [800, 1_500, 2_680]) {
  test(`Cut ${afterMs} ms into the preamble, the answer behind it was never given`, async () => {
    await using stage = new Stage({
      agent: { tools: [lookUp] },
      llm: {
        replies: [{ text: preamble, toolCalls: [{ name: 'lookUp', arguments: {} }] }, answer, 'Of course.'],
      },
    });
    await stage.says('is my coat ready');
    await stage.until('reply-start');
    await stage.run(afterMs);
    assert.ok(stage.tts.clauses.includes('Your coat is ready.'), 'the answer waits behind the preamble');
    await stage.says('no wait listen to me', 1_000);
    await stage.until('reply-end');

    assert.ok((stage.played().get('Your coat is ready.') ?? 0) < 300, 'less than a word of the answer');
    const said = stage.messages().filter(({ role }) => role === 'assistant');
    assert.equal(said.length, 1);
    assert.ok(said[0]!.role === 'assistant' && preamble.startsWith(said[0]!.text), stage.tell());
    if (afterMs === 2_680) assert.equal(said[0]!.text, preamble, 'heard to its end: cut between the parts');
    assert.equal(JSON.stringify(stage.messages()).includes('You can fetch it'), false);
    // What the tool found out is true all the same, and may be told now.
    assert.ok(stage.messages().some(({ role }) => role === 'tool-result'));
  });
}
