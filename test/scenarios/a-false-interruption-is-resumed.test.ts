/**
 * A reply that stopped for nothing goes on, wherever it stopped and however often, and skips no word.
 *
 * Elsewhere (livekit/agents#4039) a "mhmm" stops the agent in mid-sentence, and the sentence is never ended: both
 * sides wait for the other.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const story =
  'Our house was founded ninety years ago. It made gloves, then coats. Today it makes everything.';
const words = story.split(' ').length;

for (const receipts of ['played', 'none'] as const) {
  for (const afterMs of [40, 500, 1_000, 1_700, 2_350, 3_100, 3_900]) {
    test(`Receipts "${receipts}", a cough ${afterMs} ms into the reply and another behind it`, async () => {
      await using stage = new Stage({ leg: { capabilities: { receipts } }, llm: { replies: [story] } });
      await stage.says('tell me about the house');
      await stage.until('reply-start');
      await stage.run(afterMs);
      await stage.sounds(200);
      const coughEndedAt = stage.clock.now();
      await stage.run(1_000);
      const resumed = stage.heardRuns().find(({ toMs }) => toMs > coughEndedAt);
      assert.ok(resumed !== undefined && resumed.fromMs - coughEndedAt <= 500, stage.tell());
      await stage.sounds(150);
      const end = await stage.until('reply-end');
      assert.ok(end.type === 'reply-end' && end.heardText === story, stage.tell());
      assert.equal(stage.llm.requests.length, 1);
      const heardMs = [...stage.played().values()].reduce((sum, ms) => sum + ms, 0);
      // Each stop may cost the word it fell into; where only a clock tells the position, what that may lag.
      const repeatedMaxMs = 2 * (300 + (receipts === 'played' ? 0 : 300));
      assert.ok(heardMs >= words * 300 - 1, `${heardMs} ms: a word was skipped`);
      assert.ok(heardMs <= words * 300 + repeatedMaxMs, `${heardMs} ms: words were repeated`);
    });
  }
}
