/**
 * The history is in the order in which things were said, however many words an interruption takes.
 *
 * Elsewhere (pipecat#2922) an agent that only yields to several words files the interrupting words before
 * the reply that they interrupt: the model reads an answer to a question that had not been asked.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const story =
  'Our house was founded ninety years ago. It made gloves, then coats. Today it makes everything.';

for (const minWords of [1, 3, 6]) {
  test(`With interruptions of ${minWords} words and more, caller and agent take turns in the prompt as they did in the call`, async () => {
    await using stage = new Stage({
      agent: { bargeIn: { minWords } },
      llm: { replies: [story, story, 'Very well.'] },
    });
    await stage.says('tell me about the house');
    await stage.until('reply-start');
    await stage.run(1_500);
    await stage.says('and who was it that founded the house', 1_000);
    await stage.until('reply-start');
    await stage.run(1_500);
    await stage.says('i only want to know the name please', 1_000);
    await stage.until('reply-end');
    const [first, second] = stage.all('reply-cut');
    assert.ok(first!.heardText !== '' && second!.heardText !== '');
    assert.deepEqual(stage.messages(), [
      { role: 'user', text: 'tell me about the house' },
      { role: 'assistant', text: first!.heardText, interrupted: true },
      { role: 'user', text: 'and who was it that founded the house' },
      { role: 'assistant', text: second!.heardText, interrupted: true },
      { role: 'user', text: 'i only want to know the name please' },
    ]);
  });
}
