/** Interrupted twice in a row, however fast: two cuts, each where it was made, and one answer, to what was said last. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const first = 'Our house was founded ninety years ago by two sisters from the hills.';
const second = 'Shoes we made for a while, until the war, and never again.';

for (const latencyMs of [0, 150]) {
  for (const secondAfterMs of [60, 500, 1_500]) {
    test(`${latencyMs} ms from us, the second ${secondAfterMs} ms into the answer to the first`, async () => {
      await using stage = new Stage({
        leg: { latencyMs },
        stt: { interimMs: 40 },
        llm: {
          replies: ({ prompt }) => {
            const last = prompt.messages.at(-1)!;
            if (last.role !== 'user') return 'Pardon?';
            if (last.text.endsWith('open')) return 'At ten.';
            return last.text.includes('shoes') ? second : first;
          },
        },
      });
      await stage.says('tell me about the house');
      await stage.until('reply-start');
      await stage.run(1_400);
      await stage.says('did you make shoes as well', 900);
      await stage.until('reply-start');
      await stage.run(secondAfterMs);
      const onsetAt = stage.clock.now();
      await stage.says('and when do you open', 900);
      assert.equal(stage.heardMs(onsetAt + 100 + 2 * latencyMs, stage.clock.now()), 0);
      const end = await stage.until('reply-end');
      assert.ok(end.type === 'reply-end' && end.heardText === 'At ten.', stage.tell());

      const cuts = stage.all('reply-cut');
      assert.equal(cuts.length, 2);
      assert.ok(cuts[0]!.heardText !== '' && first.startsWith(cuts[0]!.heardText));
      assert.ok(second.startsWith(cuts[1]!.heardText));
      // By the recording: each cut lies at the end of the last word that was played.
      const played = stage.played();
      [first, second].forEach((text, index) => {
        const playedMs = [...played]
          .filter(([clause]) => text.includes(clause))
          .reduce((sum, [, ms]) => sum + ms, 0);
        const words = text.split(' ').slice(0, Math.floor((playedMs + 0.5) / 300));
        assert.equal(cuts[index]!.heardText, words.join(' '));
      });
      const said = stage.messages().flatMap((message) => (message.role === 'user' ? [message.text] : []));
      assert.equal(said.join(' '), 'tell me about the house did you make shoes as well and when do you open');
    });
  }
}
