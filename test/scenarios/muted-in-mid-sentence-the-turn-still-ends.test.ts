/**
 * A microphone that is muted in mid-sentence ends the turn: what was said by then is answered.
 *
 * Elsewhere (pipecat#4124) the last thing the VAD was told is that somebody speaks; as no frame comes that could
 * say otherwise, the turn never ends, no idle time begins, and the call hangs until the caller unmutes.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

for (const pipeline of ['sequential', 'streaming', 'interruptible'] as const) {
  test(`${pipeline}: words before the mute are answered`, async () => {
    await using stage = new Stage({ agent: { pipeline }, llm: { replies: ['We open at ten.'] } });
    stage.begins('when do you open', 5_000);
    await stage.run(1_200);
    stage.mute();
    const mutedAt = stage.clock.now();
    assert.equal(stage.all('speech-end').length, 0, 'the VAD still hears speech');
    const turnEnd = await stage.until('turn-end', 6_000);
    assert.ok(turnEnd.type === 'turn-end' && turnEnd.text === 'when do you open');
    assert.ok(turnEnd.atMs - mutedAt <= 4_000, `${turnEnd.atMs - mutedAt} ms`);
    const end = await stage.until('reply-end', 6_000);
    assert.ok(end.type === 'reply-end' && end.heardText === 'We open at ten.');
  });
}

test('Muted over our voice, the reply is not held back for ever', async () => {
  await using stage = new Stage({
    llm: { replies: ['Our house was founded ninety years ago. It made gloves, then coats.', 'Pardon?'] },
  });
  await stage.says('tell me about the house');
  await stage.until('reply-start');
  await stage.run(500);
  stage.begins('', 5_000);
  await stage.run(400);
  stage.mute();
  const mutedAt = stage.clock.now();
  await stage.run(6_000);
  assert.ok(stage.heardMs(mutedAt, stage.clock.now()) > 300, stage.tell());
  assert.ok(stage.longestSilenceMs(mutedAt, mutedAt + 5_000) <= 4_000, stage.tell());
});
