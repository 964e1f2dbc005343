import assert from 'node:assert/strict';
import { test } from 'vitest';
import { scoreAt, tell } from '../score/__fixtures__/told-call.ts';
import { stateWords } from './state-words.ts';
import { transcriptLines } from './transcript-lines.ts';

test('Both voices stand in the order of time, the unheard part apart, and what may change says so', () => {
  assert.deepEqual(
    transcriptLines(scoreAt()).map(({ voice, text, unheard, interim }) => [voice, text, unheard, interim]),
    [
      ['agent', 'Good day. How may I help you?', '', false],
      ['caller', 'when are you open', '', false],
      ['agent', 'From ten to', 'seven, and on Sundays we are closed.', false],
      ['caller', 'wait', '', true],
    ],
  );
});

test('What a tool did is told between the voices', () => {
  const score = scoreAt();
  const tool = { toolCallId: 'a', tool: 'bookAppointment' } as const;
  tell(score, { atMs: 9000, type: 'consent-given', ...tool });
  tell(score, {
    atMs: 9100,
    type: 'effect-done',
    ...tool,
    effect: 'write',
    ok: false,
    reason: 'the diary is full',
  });
  tell(score, { atMs: 9200, type: 'effect-unknown', ...tool, effect: 'write', reason: 'it did not answer' });
  assert.deepEqual(
    transcriptLines(score)
      .slice(-3)
      .map(({ text }) => text),
    [
      'book appointment: you agreed',
      'book appointment: failed: the diary is full',
      'book appointment: nobody knows whether it happened: it did not answer',
    ],
  );
});

test('A code is told in words, or not at all', () => {
  const score = scoreAt();
  const done = { type: 'effect-done', tool: 'findProduct', effect: 'read', ok: false } as const;
  tell(score, { atMs: 9000, ...done, toolCallId: 'a', reason: 'TOOL_TIMEOUT' });
  tell(score, { atMs: 9100, ...done, toolCallId: 'b', reason: 'TOOL_FAILED' });
  assert.deepEqual(
    transcriptLines(score)
      .slice(-2)
      .map(({ text }) => text),
    ['find product: failed: it took too long', 'find product: failed'],
  );
});

test('Every state has words, and none says that somebody listens to a muted caller', () => {
  assert.equal(
    stateWords('live', { state: 'acting', tool: 'bookAppointment' }, false, false).hint,
    'At work: book appointment.',
  );
  assert.match(stateWords('live', { state: 'listening' }, true, false).hint, /muted/);
  assert.equal(stateWords('idle', { state: 'listening' }, false, true).state, 'The call is over.');
});
