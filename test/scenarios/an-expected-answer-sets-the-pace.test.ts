/**
 * What an agent waits for decides how long a pause may be: a telephone number is said in groups, a yes is
 * over with its word. Written by an agent's author in one word (`expects`), followed through a whole session.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import type { Expectation } from '../../src/contracts/turn-detector.ts';
import { Stage } from '../support/stage.ts';

/** Silence after which the turn is over, and what the recogniser was told. */
async function pauseBehind(words: string, expects: Expectation): Promise<number> {
  await using stage = new Stage({ agent: { expects } });
  await stage.says(words);
  await stage.until('turn-end', 5_000);
  assert.equal(stage.stt.hints.at(-1)?.expects, expects, 'the recogniser is told what to listen for');
  const [turn] = stage.all('turn-end');
  assert.equal(turn!.text, words);
  return turn!.silenceMs;
}

describe('waits longer than an agent without expectations', () => {
  for (const [expects, words] of [
    ['phone-number', 'zero seven nine five'],
    ['phone-number', 'my number is zero seven nine'],
    ['email', 'anna at'],
    ['email', 'anna dot smith at example'],
  ] as const) {
    test(`${expects}: "${words}"`, async () => {
      const waited = await pauseBehind(words, expects);
      const free = await pauseBehind(words, 'free');
      assert.ok(waited > 1_200, `${waited} ms`);
      assert.ok(waited >= free, `${waited} and ${free} ms`);
    });
  }
});

describe('answers sooner than an agent without expectations', () => {
  for (const [expects, words] of [
    ['yes-no', 'yes'],
    ['yes-no', 'no I do not'],
    ['number', 'four'],
    ['phone-number', 'zero seven nine five five five one two three four five'],
    ['email', 'anna at example dot com'],
  ] as const) {
    test(`${expects}: "${words}"`, async () => {
      const waited = await pauseBehind(words, expects);
      const free = await pauseBehind(words, 'free');
      assert.ok(waited <= free, `${waited} and ${free} ms`);
      assert.ok(waited < 700, `${waited} ms`);
    });
  }
});
