/**
 * A voice that does not tell where its words lie, on a leg that tells nothing at all: the history may hold a
 * word less than was heard, and never one more.
 *
 * livekit/agents#2607 is one of the threads about a history that holds other words than the caller heard; the
 * usual cause is that text counts as spoken when it was generated or sent, wherever nothing better is known.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

/** Words of one length: by letters and by the scripted voice they last equally long. */
const story = 'Here they make warm long blue coat. Some time they also made fine felt hats.';

for (const receipts of ['played', 'sent', 'none'] as const) {
  for (const afterMs of [700, 1_900, 3_600]) {
    test(`Receipts "${receipts}", cut after ${afterMs} ms: what is remembered was played`, async () => {
      await using stage = new Stage({
        leg: { capabilities: { receipts } },
        tts: { wordTimings: false },
        llm: { replies: [story, 'Yes, we do.'] },
      });
      await stage.says('tell me about the house');
      await stage.until('reply-start');
      await stage.run(afterMs);
      await stage.says('do you also make shoes', 1_200);
      await stage.until('reply-end');
      const heard = stage.all('reply-cut')[0]!.heardText;
      const playedMs = [...stage.played()]
        .filter(([text]) => story.includes(text))
        .reduce((sum, [, ms]) => sum + ms, 0);
      const words = heard === '' ? 0 : heard.split(' ').length;
      assert.ok(story.startsWith(heard));
      assert.ok(words * 300 <= playedMs + 1, `${words} words of 300 ms in ${playedMs} ms`);
      // An estimate that remembers nothing would be of no use either.
      assert.ok(words * 300 >= playedMs - 1_500, `${words} words of 300 ms in ${playedMs} ms`);
      const [, remembered] = stage.messages();
      assert.equal(remembered?.role === 'assistant' ? remembered.text : '', heard);
    });
  }
}
