/**
 * What was heard before an interruption stays in the history, even where its receipt comes after the cut.
 *
 * Elsewhere (pipecat#4996) the interruption overtakes the notes about words that had already been played:
 * they are dropped, the model believes that it never said them, and says them again.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const story =
  'Our house was founded ninety years ago. It made gloves, then coats. Today it makes everything.';

for (const latencyMs of [0, 150, 300]) {
  for (const afterMs of [1_000, 2_150, 3_400]) {
    test(`Cut ${afterMs} ms into the reply, ${latencyMs} ms from us: every word that was played is remembered`, async () => {
      // The words are known at once: the cut is made before the receipts of the last words can be there.
      await using stage = new Stage({
        leg: { latencyMs },
        stt: { interimMs: 40 },
        llm: { replies: [story, 'Yes, we do.'] },
      });
      await stage.says('tell me about the house');
      await stage.until('reply-start');
      await stage.run(afterMs);
      await stage.says('do you also make shoes', 1_200);
      await stage.until('reply-end');

      const playedMs = [...stage.played()]
        .filter(([text]) => story.includes(text))
        .reduce((sum, [, ms]) => sum + ms, 0);
      const remembered = stage.messages().find(({ role }) => role === 'assistant');
      assert.ok(remembered?.role === 'assistant');
      // A word is 300 ms: as many as were played to their end, and not one more.
      const words = story.split(' ').slice(0, Math.floor((playedMs + 0.5) / 300));
      assert.equal(remembered.text, words.join(' '), stage.tell());
    });
  }
}
