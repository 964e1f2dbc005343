/**
 * A model that dribbles words and never reaches the end of a sentence is bridged, then given up; who asks "hello?"
 * meanwhile does not make it worse.
 *
 * Elsewhere (pipecat#5842) first tokens come in time and no sentence ends: nothing is spoken, and each "hello?" of the
 * caller cancels the reply that was about to be. After 22 seconds of silence the caller hung up.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const endless = 'sorry did you mean which swimming lesson on which of the days in the week '.repeat(8);

for (const pipeline of ['sequential', 'streaming', 'interruptible'] as const) {
  for (const tokensPerSecond of [0.5, 1, 2]) {
    test(`${pipeline}: ${tokensPerSecond} words a second, without an end`, async () => {
      await using stage = new Stage({ agent: { pipeline }, llm: { replies: [endless], tokensPerSecond } });
      await stage.says('when is the lesson');
      const { atMs } = await stage.until('turn-end');
      await stage.run(12_000);
      assert.ok(stage.longestSilenceMs(atMs, atMs + 11_000) <= 3_000, stage.tell());
      assert.ok(stage.all('reply-clause').some(({ text }) => text.includes('went wrong')));
      assert.equal(stage.llm.open, 0, 'the request is closed');
    });
  }
}

test('Three times "hello?" into the silence: each is answered with a sign of life', async () => {
  await using stage = new Stage({ llm: { replies: [endless], tokensPerSecond: 1 } });
  await stage.says('when is the lesson');
  const { atMs } = await stage.until('turn-end');
  for (let time = 0; time < 3; time += 1) {
    await stage.run(3_500);
    await stage.says('hello', 500);
  }
  await stage.run(3_000);
  // Somebody who is speaking is not waiting: a hello with its pause takes two seconds from what we may need.
  assert.ok(stage.longestSilenceMs(atMs, stage.clock.now()) <= 4_500, stage.tell());
  assert.equal(stage.types().includes('call-end'), false);
});
