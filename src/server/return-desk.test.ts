import assert from 'node:assert/strict';
import { test } from 'vitest';
import { ReturnDesk } from './return-desk.ts';

const anyTime = (): void => undefined;
const refused = { code: 'CALL_ENDED', message: 'there is no such call to go on with' };

function deskWithCall(): { desk: ReturnDesk<string>; token: string } {
  const desk = new ReturnDesk<string>();
  const token = desk.newToken();
  desk.open('call-1', token, 'the call');
  return { desk, token };
}

test('A token has 192 bits, and no two are alike', () => {
  const { desk } = deskWithCall();
  const tokens = Array.from({ length: 1000 }, () => desk.newToken());
  assert.equal(new Set(tokens).size, 1000);
  for (const token of tokens) assert.equal(Buffer.from(token, 'base64url').length, 24);
});

test('A token opens its call once; the next one opens it again', () => {
  const { desk, token } = deskWithCall();
  const claim = desk.claim('call-1', token, anyTime);
  assert.equal(claim.call, 'the call');
  assert.throws(() => desk.claim('call-1', token, anyTime), refused, 'while somebody comes back with it');
  const next = desk.newToken();
  claim.settle(next);
  assert.throws(() => desk.claim('call-1', token, anyTime), refused, 'a stale one');
  assert.equal(desk.claim('call-1', next, anyTime).call, 'the call');
});

test('Who was lost again on the way back may try once more', () => {
  const { desk, token } = deskWithCall();
  desk.claim('call-1', token, anyTime).giveBack();
  assert.equal(desk.claim('call-1', token, anyTime).call, 'the call');
});

test('Whatever is wrong, the answer is the same', () => {
  const { desk, token } = deskWithCall();
  desk.open('call-2', desk.newToken(), 'another');
  for (const [callId, shown] of [
    ['call-1', ''],
    ['call-1', `${token}x`],
    ['call-1', token.slice(1)],
    ['call-2', token],
    ['call-3', token],
  ] as const) {
    assert.throws(() => desk.claim(callId, shown, anyTime), refused, `${callId} ${shown.length}`);
  }
  desk.close('call-1');
  assert.throws(() => desk.claim('call-1', token, anyTime), refused, 'a call that is over');
  assert.equal(desk.size, 1);
});

test('A caller whom the call cannot take keeps its token', () => {
  const { desk, token } = deskWithCall();
  const mayNot = (): never => {
    throw new Error('not in this format');
  };
  assert.throws(() => desk.claim('call-1', token, mayNot), /not in this format/);
  assert.equal(desk.claim('call-1', token, anyTime).call, 'the call');
});
