/**
 * A sound before the first frame of a reply delays it at most.
 *
 * Elsewhere (agents-js#1909) a callee who coughs or breathes while the greeting is still being synthesised never
 * hears it: it is paused before it has begun, counts as done, and the call begins with silence.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const greeting = 'Good morning, this is the house. How can I help you?';

for (const firstByteMs of [300, 600]) {
  for (const afterMs of [0, 100, 250, 400, 550]) {
    for (const said of ['', 'mm']) {
      test(`${said === '' ? 'A breath' : 'A hum'} after ${afterMs} ms, the voice takes ${firstByteMs} ms: the greeting is heard whole`, async () => {
        await using stage = new Stage({ agent: { greeting }, tts: { firstByteMs } });
        await stage.run(afterMs);
        await stage.says(said, 180);
        const silentSince = stage.clock.now();
        const end = await stage.until('reply-end', 10_000);
        assert.ok(end.type === 'reply-end' && end.heardText === greeting, stage.tell());
        const sounding = stage.heardRuns().find(({ toMs }) => toMs > silentSince);
        assert.ok(sounding !== undefined && sounding.fromMs - silentSince <= 1_000, stage.tell());
        await stage.says('when do you open');
        await stage.until('reply-end');
        assert.deepEqual(stage.messages()[0], { role: 'assistant', text: greeting });
      });
    }
  }
}

test('A "hello?" before the first frame is an answerable turn: the line does not fall silent for it either', async () => {
  await using stage = new Stage({
    agent: { greeting },
    tts: { firstByteMs: 600 },
    llm: { replies: ['Hello. This is the house.'] },
  });
  await stage.run(100);
  await stage.says('hello', 400);
  const end = await stage.until('reply-end', 6_000);
  assert.ok(end.type === 'reply-end' && end.heardText === 'Hello. This is the house.', stage.tell());
});
