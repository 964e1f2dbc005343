/** Before its first frame a reply is taken back whole: nothing of it is heard, remembered, or worked on any longer. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { GenerateRequest } from '../../src/contracts/llm.ts';
import { Stage } from '../support/stage.ts';

const story = 'Our house was founded ninety years ago. It made gloves, then coats.';

/** Whatever is thought ahead, the shoes get the short answer. */
const storyOrShoes = ({ prompt }: GenerateRequest): string => {
  const last = prompt.messages.at(-1);
  return last?.role === 'user' && last.text.includes('shoes') ? 'Gladly.' : story;
};

// The model is slow, so that the turn is over long before there is anything to hear: the onset falls into every phase.
for (let afterMs = 0; afterMs <= 500; afterMs += 50) {
  test(`The caller goes on ${afterMs} ms behind the end of the turn`, async () => {
    await using stage = new Stage({
      llm: { replies: storyOrShoes, firstTokenMs: 1_000, tokensPerSecond: 40 },
      tts: { firstByteMs: 400 },
    });
    await stage.says('tell me about the house');
    await stage.until('turn-end');
    await stage.run(afterMs);
    await stage.says('no i mean the shoes', 2_600);
    assert.notEqual(stage.llm.requests[0]!.state, 'open', 'its request is closed');
    assert.equal(stage.tts.openStreams, 0, 'and its voice');
    const end = await stage.until('reply-end');
    assert.ok(end.type === 'reply-end' && end.heardText === 'Gladly.');
    assert.deepEqual([...stage.played().keys()], ['Gladly.']);
    assert.deepEqual(stage.messages(), [
      { role: 'user', text: 'tell me about the house no i mean the shoes' },
    ]);
  });
}
