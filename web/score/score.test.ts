import assert from 'node:assert/strict';
import { test } from 'vitest';
import { scoreAt, tell } from './__fixtures__/told-call.ts';
import { turnLines } from './waterfall.ts';

test.each([
  [3000, 'speaking'],
  [4000, 'listening'],
  [6000, 'hearing'],
  [6442, 'thinking'],
  [7000, 'speaking'],
  [9000, 'interrupted'],
])('At %i ms the agent is %s', (atMs, state) => {
  assert.equal(scoreAt(atMs).activity.state, state);
});

test('A turn begins with its first sound and ends with its last, not with the events that tell of them', () => {
  const [turn] = scoreAt().turns;
  assert.equal(turn!.startMs, 4520);
  assert.equal(turn!.endMs, 6050);
  assert.deepEqual(scoreAt(6000).turns[0]!.final, false);
});

test('A reply that was cut ends where its sound stopped, and keeps what was never heard apart', () => {
  const reply = scoreAt().replies[1]!;
  assert.equal(reply.heardFromMs, 6510);
  assert.equal(reply.endMs, 8000);
  assert.equal(reply.text, 'From ten to');
  assert.equal(reply.unheardText, 'seven, and on Sundays we are closed.');
});

test('A reply that only paused goes on, and its doubt fades', () => {
  const score = scoreAt(8100);
  tell(score, { atMs: 8300, type: 'interruption-dismissed', reply: 1, reason: 'noise' });
  assert.equal(score.doubts[0]!.outcome, 'dismissed');
  tell(score, { atMs: 9900, type: 'reply-end', reply: 1, heardText: 'all of it' });
  assert.equal(score.replies[1]!.endMs, 9900);
});

test('While the line is lost nobody is heard: both voices end there, and a reply that goes on sounds again', () => {
  const score = scoreAt(7000);
  const reply = score.replies.at(-1)!;
  assert.equal(reply.over, false);
  score.lineLost(7200);
  assert.equal(score.lostMs, 7200);
  assert.equal(reply.endMs, 7200);
  assert.equal(
    score.speech.every(({ endMs }) => endMs !== undefined && endMs <= 7200),
    true,
  );
  score.lineBack();
  assert.equal(score.lostMs, undefined);
  score.heard(9000);
  assert.equal(reply.endMs, undefined);
  tell(score, { atMs: 9900, type: 'reply-end', reply: 1, heardText: 'all of it' });
  assert.equal(reply.endMs, 9900);
});

test('What is lost while the caller speaks ends that speech, and what had ended before stays as it was', () => {
  const score = scoreAt(5000);
  const ended = score.replies.at(-1)!.endMs;
  assert.equal(score.speech.at(-1)!.endMs, undefined);
  score.lineLost(5100);
  assert.equal(score.speech.at(-1)!.endMs, 5100);
  assert.equal(score.replies.at(-1)!.endMs, ended);
});

test('While a tool runs the agent acts, and says which', () => {
  const score = scoreAt(6442);
  const tool = { toolCallId: 'a', tool: 'bookAppointment', effect: 'write' } as const;
  tell(score, { atMs: 6500, type: 'effect-begun', ...tool });
  assert.deepEqual(score.activity, { state: 'acting', tool: 'bookAppointment' });
  tell(score, { atMs: 6900, type: 'effect-done', ...tool, ok: false, reason: 'full' });
  assert.equal(score.activity.state, 'thinking');
  assert.deepEqual(
    score.flags.map(({ kind }) => kind),
    ['begun', 'failed'],
  );
});

test('The waterfall counts every step from the last sound, leaves out what was thrown away, and knows the pipeline', () => {
  const [line] = turnLines(scoreAt(), 6);
  assert.deepEqual(line, {
    turn: 1,
    text: 'when are you open',
    pipeline: 'interruptible',
    decidedMs: 390,
    steps: [
      { name: 'first token', ms: 120 },
      { name: 'transcript final', ms: 190 },
      { name: 'turn decided', ms: 390 },
      { name: 'first clause', ms: 390 },
      { name: 'first audio', ms: 395 },
      { name: 'first sample heard', ms: 460 },
    ],
    heardMs: 460,
  });
});

test('The waterfall keeps the last turns, the latest first', () => {
  const score = scoreAt();
  const end = { silenceMs: 300, completeness: 1, reason: 'silence' } as const;
  tell(score, { atMs: 9000, type: 'turn-end', turn: 2, text: 'wait', ...end });
  assert.deepEqual(
    turnLines(score, 1).map(({ text, heardMs }) => [text, heardMs]),
    [['wait', undefined]],
  );
});
