/**
 * How long the words of a turn are waited for follows what the recogniser takes in this call.
 *
 * A fixed wait is wrong twice: a slow recogniser is given up in mid-answer, again and again, and for a quick one
 * that has died everybody waits as long as for a slow one.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { replay } from '../../src/call/replay.ts';
import { Stage } from '../support/stage.ts';

/** The scripted recogniser declares 300 ms, and is waited for 400 ms more. */
const declaredWaitMs = 700;

/** One turn and its reply. @returns why the turn ended. */
async function turn(stage: Stage, text: string): Promise<string> {
  await stage.says(text, 600);
  const end = await stage.until('turn-end');
  await stage.until('reply-end');
  await stage.run(400);
  return end.type === 'turn-end' ? end.reason : '';
}

test('Slower than it declares, it is given up once at most, and from then on understood', async () => {
  await using stage = new Stage({ stt: { finalMs: declaredWaitMs + 200 } });
  const reasons: string[] = [];
  for (let count = 0; count < 4; count += 1)
    reasons.push(await turn(stage, 'i would like to book a fitting'));
  assert.deepEqual(reasons, ['stt-late', 'silence', 'silence', 'silence'], stage.tell());
  assert.equal(stage.all('turn-end').at(-1)!.text, 'i would like to book a fitting');
  assert.equal(replay(stage.log).difference, undefined, 'the log alone tells how long was waited');
});

test('Slow but within its time, it is not given up when it is slower still', async () => {
  await using stage = new Stage({ stt: { finalMs: declaredWaitMs - 50 } });
  assert.equal(await turn(stage, 'i would like to book a fitting'), 'silence');
  stage.stt.options.finalMs = declaredWaitMs + 200;
  assert.equal(await turn(stage, 'i would like to book a fitting'), 'silence', stage.tell());
});

test('Quick all along, and then silent: it is noticed sooner than the declared wait', async () => {
  await using stage = new Stage({ stt: { finalMs: 40 } });
  for (let count = 0; count < 17; count += 1) await turn(stage, 'i would like to book a fitting');
  stage.stt.options.behaviour = 'silent';
  await stage.says('i would like to book a fitting', 600);
  const end = await stage.until('turn-end');
  assert.ok(end.type === 'turn-end' && end.reason === 'stt-late');
  const ended = stage.all('speech-end').at(-1)!;
  assert.ok(end.atMs - ended.atMs <= 620, `${end.atMs - ended.atMs} ms after the flush`);
  assert.equal(replay(stage.log).difference, undefined);
});
