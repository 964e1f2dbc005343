import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Recognisers } from './recognisers.ts';
import { createScriptedEngine, noCounts } from './__fixtures__/scripted-engine.ts';

function setUp() {
  const counts = noCounts();
  return { counts, recognisers: new Recognisers(createScriptedEngine(counts)) };
}

const second = new Int16Array(16_000);

test('one recogniser serves all who speak with the same phrases, one after another', () => {
  const { counts, recognisers } = setUp();
  for (let caller = 0; caller < 5; caller += 1) recognisers.takeBack(recognisers.lend(['yes', 'no']));
  assert.deepEqual(counts.made, ['yes|no']);
});

test('those who speak at the same time have one each', () => {
  const { counts, recognisers } = setUp();
  const lent = [recognisers.lend(['yes']), recognisers.lend(['yes']), recognisers.lend(undefined)];
  assert.deepEqual(counts.made, ['yes', 'yes', 'free']);
  for (const recogniser of lent) recognisers.takeBack(recogniser);
  assert.equal(recognisers.idle, 3);
});

test('what is wanted is made once, and not when it is there', () => {
  const { counts, recognisers } = setUp();
  recognisers.want(['yes']);
  recognisers.want(['yes']);
  assert.equal(recognisers.prepare(), true);
  assert.equal(recognisers.prepare(), false);
  recognisers.want(['yes']);
  assert.equal(recognisers.prepare(), false);
  recognisers.lend(['yes']);
  assert.deepEqual(counts.made, ['yes']);
});

test('word times count from the start of the utterance, however old the recogniser is', () => {
  const { recognisers } = setUp();
  const word = new Int16Array(3200).fill(1000);
  const lent = recognisers.lend(undefined);
  for (let utterance = 0; utterance < 3; utterance += 1) {
    lent.accept(second, 16_000);
    lent.accept(word, word.length);
    assert.deepEqual(lent.final(), [{ text: 'yes', confidence: 1, startSample: 16_000, endSample: 19_200 }]);
  }
});

test('what was heard and not asked for is forgotten before the next one hears', () => {
  const { recognisers } = setUp();
  const lent = recognisers.lend(undefined);
  lent.accept(new Int16Array(3200).fill(1000), 3200);
  recognisers.takeBack(lent);
  const again = recognisers.lend(undefined);
  again.accept(second, 16_000);
  assert.deepEqual(again.final(), []);
});

test('a recogniser is replaced after two minutes of audio, the free-form one ahead of need', () => {
  const { counts, recognisers } = setUp();
  const lent = recognisers.lend(undefined);
  for (let seconds = 0; seconds < 120; seconds += 1) lent.accept(second, 16_000);
  recognisers.takeBack(lent);
  assert.deepEqual([counts.freed, recognisers.idle], [1, 0]);
  assert.equal(recognisers.prepare(), true);
  recognisers.lend(undefined);
  assert.deepEqual(counts.made, ['free', 'free']);
});

test('no more than a dozen lie idle, and all are freed in the end', () => {
  const { counts, recognisers } = setUp();
  const lent = Array.from({ length: 20 }, (_, index) => recognisers.lend([`phrase ${index}`]));
  for (const recogniser of lent) recognisers.takeBack(recogniser);
  assert.deepEqual([recognisers.idle, counts.freed], [12, 8]);
  recognisers[Symbol.dispose]();
  assert.equal(counts.freed, 20);
});
