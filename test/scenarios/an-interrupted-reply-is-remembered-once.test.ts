/**
 * However often replies are cut, each is in the history once, with its own words.
 *
 * Elsewhere (agents-js#2457) the words of an interrupted reply are committed a second time, under another number:
 * the model reads that it said the same thing twice, from then on in every prompt.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const replies = [
  'Our house was founded ninety years ago by two sisters.',
  'They made gloves at first, and then coats for the winter.',
  'The first shop was at the river, where the mill stands.',
  'Gladly.',
];

for (const cutAfterMs of [
  [1_000, 1_500, 900],
  // The second is cut before anybody has heard of it: the first must not stand in for it.
  [1_000, -400, 900],
  [-400, 1_200, -400],
]) {
  test(`Cut at ${cutAfterMs.join(', ')} ms around their beginnings`, async () => {
    await using stage = new Stage({ tts: { firstByteMs: 700 }, llm: { replies } });
    await stage.says('tell me about the house');
    for (const afterMs of cutAfterMs) {
      if (afterMs > 0) {
        await stage.until('reply-start');
        await stage.run(afterMs);
      } else {
        await stage.until('reply-clause');
        await stage.run(100);
      }
      await stage.says('and before that please', 900);
    }
    await stage.until('reply-end');
    const heard = stage
      .all('reply-cut')
      .map(({ heardText }) => heardText)
      .filter((text) => text !== '');
    assert.equal(heard.length, cutAfterMs.filter((afterMs) => afterMs > 0).length, stage.tell());
    for (const { request } of stage.llm.requests) {
      const said = request.prompt.messages.flatMap((message) =>
        message.role === 'assistant' ? [message.text] : [],
      );
      assert.deepEqual(said, heard.slice(0, said.length));
    }
  });
}
