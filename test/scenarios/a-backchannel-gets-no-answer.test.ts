/**
 * "Mm-hm" over our voice asks us to go on: it neither ends the reply nor is answered behind it.
 *
 * Elsewhere (pipecat#1391) a "hmm" or an "ok" that is too short for the VAD is caught by the recogniser: it cuts
 * the reply short, or the agent speaks to its end and then answers the "hmm" as if it were a question.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const story = 'Our house was founded ninety years ago. It made gloves, then coats.';
const storyMs = story.split(' ').length * 300;

for (const said of ['mm hm', 'ok', 'right', 'yeah yeah']) {
  for (const afterMs of [0, 900, 2_100, storyMs - 400, storyMs - 150, storyMs - 70]) {
    test(`"${said}", ${afterMs} ms into the reply`, async () => {
      await using stage = new Stage({ stt: { interimMs: 150 }, llm: { replies: [story, 'Pardon?'] } });
      await stage.says('tell me about the house');
      await stage.until('reply-start');
      await stage.run(afterMs);
      stage.begins(said, 250);
      const end = await stage.until('reply-end');
      assert.ok(end.type === 'reply-end' && end.heardText === story, stage.tell());
      await stage.run(4_000);
      assert.equal(stage.llm.requests.length, 1, stage.tell());
      assert.equal(stage.all('reply-end').length, 1);
      assert.equal(stage.all('reply-cut').length, 0);
      assert.equal(stage.all('turn-end').length, 1, 'a backchannel is no turn');
    });
  }
}
