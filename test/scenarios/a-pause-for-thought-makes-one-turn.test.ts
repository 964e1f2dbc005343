/**
 * A caller who pauses to find a word gets one answer, to the whole sentence, and the model a bounded number of tries.
 *
 * Elsewhere (pipecat#4912) every pause is answered anew: one turn yields several generations, and several of them
 * are spoken, until the agent seems to be stuck in a loop.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const hesitant = [
  'i would like to',
  'to book a fitting for my',
  'um for my',
  'my old coat and',
  'friday please',
];
const fluent = ['i would like a fitting', 'it is for my coat', 'on friday in the morning', 'at ten please'];

for (const pauseMs of [220, 400, 800]) {
  test(`A sentence with four pauses of ${pauseMs} ms: one turn, one reply`, async () => {
    await using stage = new Stage({ llm: { replies: ['Friday it is.'] } });
    for (const piece of hesitant) {
      await stage.says(piece, 600);
      await stage.run(pauseMs);
    }
    await stage.until('reply-end');
    await stage.run(5_000);
    assert.deepEqual(
      stage.all('turn-end').map(({ text }) => text),
      [hesitant.join(' ')],
      stage.tell(),
    );
    assert.equal(stage.all('reply-start').length, 1);
    assert.ok(stage.llm.requests.length <= 4, `${stage.llm.requests.length} requests`);
    assert.equal(stage.llm.open, 0);
  });
}

for (const pauseMs of [220, 300, 400]) {
  test(`Four sentences with pauses of ${pauseMs} ms: whatever was thought in between, one reply is heard, to all of them`, async () => {
    await using stage = new Stage({ stt: { interimMs: 300 }, llm: { replies: ['Friday it is.'] } });
    for (const piece of fluent) {
      await stage.says(piece, 600);
      await stage.run(pauseMs);
    }
    await stage.until('reply-end');
    await stage.run(5_000);
    assert.equal(stage.all('reply-end').length, 1, stage.tell());
    assert.ok(
      stage.all('reply-cut').every(({ heardText }) => heardText === ''),
      'of no other a word',
    );
    assert.deepEqual(stage.messages(), [{ role: 'user', text: fluent.join(' ') }]);
    assert.ok(stage.llm.requests.length <= fluent.length, `${stage.llm.requests.length} requests`);
    assert.equal(stage.llm.open, 0);
  });
}
