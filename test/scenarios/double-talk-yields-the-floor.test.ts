/** Both begin at once: we give way, hear the caller out, and answer what was said, all of it, once. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage, type StageOptions } from '../support/stage.ts';

const options: StageOptions = {
  llm: { replies: ['We open at ten in the morning, and we close at eight.', 'On Sunday at noon.'] },
};

/** When our voice is heard first if the caller leaves it alone: virtual time repeats itself. */
async function firstSoundAt(): Promise<number> {
  await using stage = new Stage(options);
  await stage.says('when do you open');
  await stage.until('reply-start');
  return stage.clock.now();
}

for (const offsetMs of [-160, -80, -40, 0, 40, 80, 160]) {
  test(`The caller begins ${offsetMs} ms around our first sound and speaks for two seconds`, async () => {
    const startAt = (await firstSoundAt()) + offsetMs;
    await using stage = new Stage(options);
    await stage.says('when do you open');
    await stage.run(startAt - stage.clock.now());
    await stage.says('i mean when do you open on a sunday', 2_000);
    const endedAt = stage.clock.now();
    assert.equal(
      stage.heardMs(startAt + 100, endedAt),
      0,
      'never two voices at once for longer than a blink',
    );
    const end = await stage.until('reply-end');
    assert.ok(end.type === 'reply-end' && end.heardText === 'On Sunday at noon.', stage.tell());
    const said = stage.messages().flatMap((message) => (message.role === 'user' ? [message.text] : []));
    assert.equal(said.join(' '), 'when do you open i mean when do you open on a sunday');
    await stage.run(4_000);
    assert.equal(stage.all('reply-end').length, 1, 'answered once');
  });
}
