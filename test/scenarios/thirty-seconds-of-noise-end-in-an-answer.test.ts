/** Half a minute of noise, in one piece or in bits, over our voice or while we listen: then a question is answered. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const story =
  'Our house was founded ninety years ago. It made gloves, then coats. Today it makes everything.';
const noises: { name: string; soundMs: number; pauseMs: number }[] = [
  { name: 'a drill', soundMs: 30_000, pauseMs: 0 },
  { name: 'a train with gaps', soundMs: 2_800, pauseMs: 200 },
  { name: 'hammering', soundMs: 140, pauseMs: 360 },
  { name: 'slow knocking', soundMs: 200, pauseMs: 1_300 },
  { name: 'a barking dog', soundMs: 500, pauseMs: 700 },
];

for (const { name, soundMs, pauseMs } of noises) {
  for (const over of ['our reply', 'silence'] as const) {
    test(`${name} over ${over}`, async () => {
      await using stage = new Stage({
        llm: {
          replies: ({ prompt }) => {
            const last = prompt.messages.at(-1)!;
            return last.role === 'user' && last.text.endsWith('close') ? 'At eight.' : story;
          },
        },
      });
      if (over === 'our reply') {
        await stage.says('tell me about the house');
        await stage.until('reply-start');
        await stage.run(1_000);
      }
      const noiseFrom = stage.clock.now();
      while (stage.clock.now() < noiseFrom + 30_000) {
        await stage.sounds(soundMs);
        await stage.run(pauseMs);
      }
      const noiseUntil = stage.clock.now();
      await stage.run(9_000);
      assert.equal(stage.types().includes('call-end'), false, stage.tell());
      assert.equal(stage.llm.requests.length, over === 'silence' ? 0 : 1, 'noise is answered by no model');
      // Noise that had taken the floor is asked about; a reply that it stopped goes on.
      if (over === 'our reply' || soundMs >= 700) {
        assert.ok(stage.heardMs(noiseFrom, noiseUntil + 3_000) > 300, stage.tell());
      }
      if (soundMs < 700 && over === 'our reply') {
        assert.equal(stage.all('interruption-committed').length, 0, 'no knock takes the floor');
        const end = stage.all('reply-end')[0];
        assert.ok(end?.heardText === story, stage.tell());
      }
      await stage.says('when do you close');
      const asked = stage.clock.now();
      const answered = await stage.until('reply-end', 6_000);
      assert.ok(answered.type === 'reply-end' && answered.heardText.endsWith('At eight.'), stage.tell());
      assert.ok(answered.atMs - asked <= 4_000);
    });
  }
}
