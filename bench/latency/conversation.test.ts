import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Random } from '../../sim/random.ts';
import { defaultEndpointing } from '../../src/call/options.ts';
import type { Pipeline } from '../../src/contracts/events.ts';
import { converse, type MeasuredTurn } from './conversation.ts';
import type { CallerTurn } from './caller-turn.ts';
import { plainTurn } from './test-turn.ts';
import { turnSound } from './turn-sound.ts';

async function measure(pipeline: Pipeline, ...turns: CallerTurn[]): Promise<MeasuredTurn[]> {
  return converse({ pipeline, turns, random: new Random(1) });
}

/** What the sequential pipeline cannot do without: whole final, whole reply, whole voice. */
const sequentialMs = defaultEndpointing.sequentialSilenceMs + 250 + 300 + 32 * 12.5 + 100 + 830;

test('the sequential pipeline takes the sum of its stages, and nothing on top', async () => {
  const [first, second] = await measure('sequential', plainTurn('what time is it'), plainTurn('thank you'));
  for (const turn of [first!, second!]) {
    const extraMs = turn.voiceToVoiceMs - sequentialMs;
    assert.ok(extraMs >= 0 && extraMs < 25, `${extraMs} ms on top`);
    assert.equal(turn.cutIn, false);
    assert.equal(turn.speculationHit, false);
  }
});

test('a pause longer than silence and final together is cut in, and its wait is counted all the same', async () => {
  const [turn] = await measure('sequential', plainTurn('i broke my arm | | can you help'));
  assert.equal(turn!.cutIn, true);
  // Our first reply sounds over the caller; the wait ends with the answer to what was said last.
  assert.ok(turn!.voiceToVoiceMs > sequentialMs);
});

test('streaming is never quicker than the oracle, and waits for its silence', async () => {
  const [turn] = await measure('streaming', plainTurn('what time do you open'));
  assert.ok(turn!.overFloorMs >= -1, `${turn!.overFloorMs} ms`);
  assert.ok(turn!.stages!.decidedAt - turn!.lastSoundAt >= defaultEndpointing.silenceMinMs);
  assert.equal(turn!.stages!.firstTokenAt - turn!.stages!.generationAt, 300);
});

test('the sound of a turn lasts as long as its words, and is silent in its pauses', () => {
  const turn = plainTurn('yes | please');
  const samples = new Int16Array(turnSound(turn).buffer);
  assert.equal(samples.length, 1_200 * 16);
  assert.ok(samples.subarray(300 * 16, 900 * 16).every((sample) => sample === 0));
  assert.ok(samples.subarray(0, 300 * 16).some((sample) => sample > 7_000));
  assert.ok(samples.subarray(900 * 16).some((sample) => sample > 7_000));
});
