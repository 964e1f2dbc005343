/**
 * One turn is answered once, also when the recogniser says everything twice.
 *
 * Elsewhere (agents-js#222) the same words of the caller enter the context more than once; every time they are
 * answered, and the answers are played one behind the other.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';
import { repeating } from '../support/odd-recognisers.ts';

for (const pipeline of ['sequential', 'streaming', 'interruptible'] as const) {
  for (const againAfterMs of [0, 20, 150, 400, 1_200, 3_000]) {
    test(`${pipeline}: finals come again after ${againAfterMs} ms`, async () => {
      await using stage = new Stage({
        agent: { pipeline },
        recogniser: repeating(againAfterMs),
        llm: { replies: ['We open at ten in the morning, every day.', 'At eight.'] },
      });
      await stage.says('when do you open');
      await stage.until('reply-end');
      await stage.run(4_000);
      assert.equal(stage.all('turn-end').length, 1, stage.tell());
      assert.equal(stage.all('reply-start').length, 1);
      await stage.says('and when do you close');
      await stage.until('reply-end');
      await stage.run(4_000);
      assert.deepEqual([...stage.played().keys()].slice(-1), ['At eight.']);
      assert.equal(stage.all('reply-start').length, 2, stage.tell());
      assert.deepEqual(
        stage.messages().filter(({ role }) => role === 'user'),
        [
          { role: 'user', text: 'when do you open' },
          { role: 'user', text: 'and when do you close' },
        ],
      );
    });
  }
}
