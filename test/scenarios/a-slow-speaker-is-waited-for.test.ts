/**
 * Who pauses for long inside a sentence is waited for longer from then on, and who hardly pauses is answered
 * sooner; nobody is waited for without end.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { defaultEndpointing } from '../../src/call/options.ts';
import { Stage } from '../support/stage.ts';

/** A statement: as often as not there is more to come, so its silence has room to stretch and to shrink. */
const statement = 'i bought a coat from you';

/** The caller says sentences in parts with such pauses between, then the statement. @returns the silence that ended it. */
async function silenceAfter(pauseMs: number): Promise<number> {
  await using stage = new Stage({ agent: { pipeline: 'streaming' }, llm: { replies: ['I see.'] } });
  for (let sentence = 0; sentence < 4; sentence += 1) {
    for (const part of ['i would like to', 'ask you about the', 'coats']) {
      await stage.says(part, 500);
      if (part !== 'coats') await stage.run(pauseMs);
    }
    await stage.until('reply-end');
    await stage.run(2_500);
  }
  assert.equal(stage.all('turn-end').length, 4, `no pause ended a turn: ${stage.tell()}`);
  await stage.says(statement, 800);
  const end = await stage.until('turn-end');
  return end.type === 'turn-end' ? end.silenceMs : 0;
}

test('The silence that ends a turn follows the pauses of this caller, within bounds', async () => {
  const quick = await silenceAfter(240);
  const ordinary = await silenceAfter(600);
  const slow = await silenceAfter(1_000);
  assert.ok(slow >= ordinary * 1.15, `${slow} against ${ordinary} ms`);
  assert.ok(quick <= ordinary * 0.9, `${quick} against ${ordinary} ms`);
  assert.ok(slow <= defaultEndpointing.silenceMaxMs && quick >= defaultEndpointing.silenceMinMs);
});
