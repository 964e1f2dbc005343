import assert from 'node:assert/strict';
import { test } from 'vitest';
import { CallerOnLine } from './caller-on-line.ts';

test('a caller is nobody until a tool has proved who they are, and is told of once', () => {
  const told: string[] = [];
  const caller = new CallerOnLine('call-1', undefined, (callerId) => told.push(callerId));
  assert.equal(caller.callerId, undefined);
  caller.verified('C-7');
  caller.verified('C-7');
  assert.deepEqual([caller.callerId, told], ['C-7', ['C-7']]);
});

test('nobody becomes somebody else in the middle of a call', () => {
  const caller = new CallerOnLine('call-1', 'C-7', assert.fail);
  assert.throws(() => caller.verified('C-8'), { code: 'CALLER_CHANGED' });
  assert.equal(caller.callerId, 'C-7');
});

test.each(['', '   ', 'x'.repeat(129), 7 as never])('%j is no id', (callerId) => {
  const caller = new CallerOnLine('call-1', undefined, assert.fail);
  assert.throws(() => caller.verified(callerId), { code: 'CONFIG_INVALID' });
});

test('a tool that outlives its call proves nobody', () => {
  const caller = new CallerOnLine('call-1', undefined, assert.fail);
  caller.end();
  assert.throws(() => caller.verified('C-7'), { code: 'CALL_ENDED' });
  assert.equal(caller.callerId, undefined);
});
