/**
 * A far end that cannot drop its buffer is fed so little ahead that it falls silent almost as soon.
 *
 * Elsewhere (cloudflare/agents#2261) the carrier is never told to drop what it holds: the agent gives way, and the
 * caller listens to one to three more seconds of it. Where nothing can be dropped, nothing may lie there.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const story =
  'Our house was founded ninety years ago. It made gloves, then coats. Today it makes everything.';

for (const receipts of ['played', 'none'] as const) {
  for (const afterMs of [60, 900, 2_600]) {
    test(`Receipts "${receipts}", no clear: interrupted ${afterMs} ms into the reply`, async () => {
      await using stage = new Stage({
        leg: { capabilities: { clear: false, receipts }, farBufferMs: 20_000 },
        tts: { timesRealTime: 100 },
        llm: { replies: [story, 'Yes.'] },
      });
      await stage.says('tell me about the house');
      await stage.until('reply-start');
      await stage.run(afterMs);
      const onsetAt = stage.clock.now();
      await stage.says('do you also make shoes', 1_200);
      assert.equal(stage.heardMs(onsetAt + 150, stage.clock.now()), 0, 'silent 150 ms after the onset');
      await stage.until('reply-end');
      // What could not be dropped was heard, and may be remembered; what was never sent may not.
      const heard = stage.all('reply-cut')[0]!.heardText;
      const playedMs = [...stage.played()]
        .filter(([text]) => story.includes(text))
        .reduce((sum, [, ms]) => sum + ms, 0);
      assert.ok((heard === '' ? 0 : heard.split(' ').length) * 300 <= playedMs + 1);
    });
  }
}
