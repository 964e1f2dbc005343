import assert from 'node:assert/strict';
import { test } from 'vitest';
import { firstClauseTokens, floorOf } from './floor.ts';
import { plainTurn } from './test-turn.ts';

test('the oracle waits for the last interim, the first clause and the first byte', () => {
  // "Of| cou|rse,| I": the comma counts once a blank stands behind it.
  assert.equal(firstClauseTokens(plainTurn('yes').reply), 4);
  assert.deepEqual(floorOf(plainTurn('what time is it')), {
    wordsMs: 100,
    firstTokenMs: 400,
    firstClauseMs: 437.5,
    firstAudioMs: 537.5,
  });
});

test('where the interims are wrong it waits for the final', () => {
  assert.equal(floorOf(plainTurn('what time is it', { changesMeaning: true })).firstAudioMs, 687.5);
});

test('an interim that is late holds up those behind it, and a final that is quicker makes up for it', () => {
  const turn = plainTurn('what time is it');
  turn.words[2]!.interimLagMs = 480;
  assert.equal(floorOf(turn).wordsMs, 180);
  turn.words[2]!.interimLagMs = 900;
  assert.equal(floorOf(turn).wordsMs, 250);
});
