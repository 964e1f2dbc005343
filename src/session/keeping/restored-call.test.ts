import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { OpenConsent, StoredCall, StoredEffect, TurnRecord } from '../../contracts/call-store.ts';
import type { Message, ToolOutcome } from '../../contracts/conversation.ts';
import { restoredCallOf, toldOutcome } from './restored-call.ts';

function turnOf(
  turnNo: number,
  messages: readonly Message[],
  consents: readonly OpenConsent[] = [],
): TurnRecord {
  const checkpoint = { agent: 'desk', slots: {}, consents, cost: {} };
  return { turnNo, turnId: `turn-${turnNo}`, messages, checkpoint };
}

function effectOf(effectId: string, outcome: StoredEffect['outcome'], key?: string): StoredEffect {
  const common = {
    effectId,
    attemptId: 'a',
    turnId: 'turn-0',
    tool: 'cancelOrder',
    effect: 'write',
  } as const;
  const intent = { ...common, arguments: { order: effectId }, argumentsHash: 'hash' };
  return { intent: key === undefined ? intent : { ...intent, idempotencyKey: key }, outcome };
}

function storedOf(turns: readonly TurnRecord[], effects: readonly StoredEffect[] = []): StoredCall {
  const claim = { callId: 'call-1', host: 'left', epoch: 1, rev: turns.length };
  return { claim, agent: 'desk', createdAtMs: 1, turns, effects };
}

function call(toolCallId: string): Message {
  return { role: 'tool-call', toolCallId, name: 'cancelOrder', arguments: {} };
}

function result(toolCallId: string, outcome: ToolOutcome): Message {
  return { role: 'tool-result', toolCallId, name: 'cancelOrder', result: outcome };
}

const asked: ToolOutcome = { status: 'awaiting-consent', question: 'Shall I?' };
const done = { status: 'done', value: 5 } as const;

test('A call without a turn goes on from nothing', () => {
  assert.deepEqual(restoredCallOf(storedOf([]), 7), {
    turnNo: -1,
    firstEventSeq: 7,
    messages: [],
    toolCallIds: [],
    consents: [],
    effects: [],
  });
});

test('The words stand in the order of speaking, and of a tool call the last result at the place of the first', () => {
  const stored = storedOf([
    turnOf(0, [{ role: 'user', text: 'cancel it' }, call('t1'), result('t1', asked)]),
    turnOf(3, [{ role: 'assistant', text: 'Shall I?' }, { role: 'user', text: 'yes' }, result('t1', done)]),
  ]);
  const { turnNo, messages } = restoredCallOf(stored, 0);
  assert.equal(turnNo, 3);
  assert.deepEqual(messages, [
    { role: 'user', text: 'cancel it' },
    call('t1'),
    result('t1', done),
    { role: 'assistant', text: 'Shall I?' },
    { role: 'user', text: 'yes' },
  ]);
});

test('Effects of whose end nobody was told go along, with what they were begun with', () => {
  const stored = storedOf(
    [turnOf(0, [call('told'), result('told', done), call('asked'), result('asked', asked)])],
    [
      effectOf('told', { status: 'intended' }),
      effectOf('asked', { status: 'intended' }, 'key-1'),
      effectOf('late', done),
      effectOf('lost', { status: 'unknown', reason: 'x' }),
    ],
  );
  assert.deepEqual(
    restoredCallOf(stored, 0).effects.map(({ toolCallId, idempotencyKey, arguments: input }) => [
      toolCallId,
      idempotencyKey,
      input,
    ]),
    [
      ['asked', 'key-1', { order: 'asked' }],
      ['late', 'call-1:late', { order: 'late' }],
      ['lost', 'call-1:lost', { order: 'lost' }],
    ],
  );
});

test('A question stands as of the last turn, unless its yes has begun', () => {
  const consent = (toolCallId: string): OpenConsent => {
    return { toolCallId, tool: 'cancelOrder', effect: 'write', arguments: {}, question: 'Shall I?' };
  };
  const turns = [turnOf(0, [], [consent('old')]), turnOf(1, [], [consent('begun'), consent('open')])];
  const run = effectOf('begun-answer-1', { status: 'intended' });
  const effects = [{ ...run, intent: { ...run.intent, consentId: 'begun' } }];
  const { consents } = restoredCallOf(storedOf(turns, effects), 0);
  assert.deepEqual(consents, [consent('open')]);
});

test('A long call goes on with its latest words, and with no result whose call was cut off', () => {
  const turns = [
    turnOf(0, [call('cut'), result('cut', done)]),
    ...Array.from({ length: 399 }, (_, index) =>
      turnOf(index + 1, [{ role: 'user', text: `${index}` } as const]),
    ),
  ];
  const stored = storedOf(turns, [effectOf('cut', { status: 'intended' }), effectOf('old', done)]);
  const { messages, effects, toolCallIds } = restoredCallOf(stored, 0);
  assert.equal(messages.length, 399);
  assert.deepEqual(messages[0], { role: 'user', text: '0' });
  assert.deepEqual(
    effects.map(({ toolCallId }) => toolCallId),
    ['old'],
    'of the other the caller was told long ago',
  );
  assert.deepEqual(toolCallIds, ['cut', 'old'], 'no id is given twice');
});

test.each<[ToolOutcome | undefined, string | undefined]>([
  [done, 'done'],
  [{ status: 'failed', code: 'TOOL_FAILED', message: 'no' }, 'failed'],
  [{ status: 'unknown', reason: 'x' }, 'unknown'],
  [{ status: 'refused', reason: 'taken back' }, 'failed'],
  [asked, undefined],
  [undefined, undefined],
])('Told %j, an effect is %s', (told, status) => {
  const messages = told === undefined ? [] : [call('t1'), result('t1', told)];
  assert.equal(toldOutcome(storedOf([turnOf(0, messages)]), 't1')?.status, status);
});
