/**
 * Speech that nobody could read does not end in silence: we ask, or go on listening and ask whether somebody is there.
 *
 * Elsewhere (pipecat#5240) a turn in which the VAD heard speech and the recogniser no words stalls: nothing ends
 * it but a watchdog that starts nothing, and the caller waits for an answer that nobody is working on.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

for (const pipeline of ['sequential', 'streaming', 'interruptible'] as const) {
  for (const soundMs of [800, 2_000, 10_000]) {
    test(`${pipeline}: ${soundMs} ms without words are asked about within two seconds`, async () => {
      await using stage = new Stage({ agent: { pipeline }, llm: { replies: ['We open at ten.'] } });
      await stage.sounds(soundMs);
      const silentSince = stage.clock.now();
      await stage.run(3_000);
      const [asked] = stage.all('reply-start');
      assert.ok(asked !== undefined, stage.tell());
      assert.ok(asked.atMs - silentSince <= 2_000, `${asked.atMs - silentSince} ms`);
      await stage.until('reply-end');
      await stage.says('when do you open');
      const end = await stage.until('reply-end');
      assert.ok(end.type === 'reply-end' && end.heardText === 'We open at ten.', 'and the call goes on');
    });
  }

  test(`${pipeline}: a click is no turn, and the line is not left alone for it`, async () => {
    await using stage = new Stage({
      agent: { pipeline, greeting: 'Good morning.', idle: { afterMs: 5_000 } },
    });
    await stage.until('reply-end');
    await stage.run(2_000);
    await stage.sounds(200);
    const silentSince = stage.clock.now();
    const clause = await stage.until('reply-clause', 10_000);
    assert.ok(clause.type === 'reply-clause' && clause.text.includes('still there'), stage.tell());
    assert.ok(clause.atMs - silentSince <= 7_000, 'the idle time begins anew behind the click');
  });
}
