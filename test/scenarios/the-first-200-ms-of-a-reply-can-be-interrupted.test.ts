/** We are never deaf: whoever speaks over the very beginning of our reply stops it as fast as later on. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const story = 'Our house was founded ninety years ago. It made gloves, then coats.';

for (let afterMs = 0; afterMs <= 200; afterMs += 20) {
  test(`The caller begins ${afterMs} ms into the reply`, async () => {
    await using stage = new Stage({ llm: { replies: [story, 'Yes, we do.'] } });
    await stage.says('tell me about the house');
    await stage.until('reply-start');
    await stage.run(afterMs);
    const onsetAt = stage.clock.now();
    await stage.says('do you also make shoes', 2_600);
    assert.equal(stage.heardMs(onsetAt + 80, stage.clock.now()), 0, 'silent 80 ms behind the onset');
    assert.equal(stage.all('interruption-suspected').length, 1);
    assert.equal(stage.llm.requests[0]!.state !== 'open', true, 'nobody thinks on');
    assert.equal(stage.tts.openStreams, 0, 'nor speaks');
    const end = await stage.until('reply-end');
    assert.ok(end.type === 'reply-end' && end.heardText === 'Yes, we do.');
    // At most 280 ms of a word of 300 ms were heard.
    assert.deepEqual(stage.messages(), [
      { role: 'user', text: 'tell me about the house do you also make shoes' },
    ]);
  });
}
