import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { StoredCall, StoredEffect, TurnRecord } from '../../src/contracts/call-store.ts';
import { acknowledged } from './announcing-store.ts';
import { Ledger, sumOf } from './ledger.ts';
import type { Arrival } from './protocol.ts';

function turn(turnNo: number, text = `words of ${turnNo}`): TurnRecord {
  const checkpoint = { agent: 'desk', slots: {}, consents: [], cost: {} };
  return { turnNo, turnId: `turn-${turnNo}`, messages: [{ role: 'user', text }], checkpoint };
}

function effect(tool: string, outcome: StoredEffect['outcome'], order = 1): StoredEffect {
  const intent = { effectId: `${tool}-${order}`, attemptId: 'a', turnId: 't', argumentsHash: 'h' };
  return { intent: { ...intent, tool, effect: 'write', arguments: { order } }, outcome };
}

function stored(parts: Partial<Pick<StoredCall, 'turns' | 'effects'>>): StoredCall {
  const claim = { callId: 'one', host: 'host', epoch: 1, rev: 0 };
  return { claim, agent: 'desk', createdAtMs: 1, turns: [], effects: [], ...parts };
}

function heard(...turns: TurnRecord[]): Ledger {
  const ledger = new Ledger();
  for (const one of turns) ledger.hear({ type: 'turn', callId: 'one', turn: acknowledged(one) });
  return ledger;
}

const done = { status: 'done', value: null } as const;
const intended = { status: 'intended' } as const;

test('An acknowledged turn counts as lost where it is missing, was changed, or has another place', () => {
  const kept = [turn(1), turn(2), turn(3)];
  const cases: [TurnRecord[], number][] = [
    [kept, 0],
    // More than was acknowledged is no loss: its answer was on the way.
    [[...kept, turn(4)], 0],
    [[turn(1), turn(3)], 1],
    [[turn(1), turn(2, 'other words'), turn(3)], 1],
    [[turn(2), turn(1), turn(3)], 1],
    [[], 3],
  ];
  for (const [turns, lost] of cases) {
    const ledger = heard(...kept);
    ledger.killed('anyMoment', [stored({ turns })]);
    assert.equal(ledger.verdict([]).lostTurns, lost, JSON.stringify(turns));
  }
});

test('An action counts as done twice, whichever tool call did it; what its key kept from being done does not', () => {
  const note = { action: 'one/1/sendNote', tool: 'sendNote', applied: true };
  const line = { action: 'one/1/addLine', tool: 'addLine', key: 'a', applied: true };
  const cases: [Arrival[], number, number][] = [
    [[note, line], 0, 0],
    [[note, note, note], 1, 0],
    [[line, { ...line, applied: false }], 0, 1],
    [[line, { ...line, key: 'b' }], 1, 0],
    [[{ ...note, action: 'another/1/sendNote' }, note], 0, 0],
  ];
  for (const [arrivals, doubleEffects, sentAgain] of cases) {
    const ledger = new Ledger();
    ledger.killed('effectApplied', [
      stored({ effects: [effect('sendNote', done), effect('addLine', done)] }),
    ]);
    const verdict = ledger.verdict(arrivals);
    assert.deepEqual([verdict.doubleEffects, verdict.sentAgain], [doubleEffects, sentAgain]);
    assert.equal(ledger.describe(arrivals).length, doubleEffects);
  }
});

test('What has no key and no end at the kill is owed a word, to the caller and to the model', () => {
  const ledger = new Ledger();
  const effects = [
    effect('sendNote', intended),
    effect('sendNote', { status: 'unknown', reason: 'a crash' }, 2),
    effect('sendNote', done, 3),
    effect('addLine', intended),
  ];
  ledger.killed('intentStored', [stored({ effects })]);
  const owed = () => {
    const { unknownOwed, unknownTold } = ledger.verdict([]);
    return [unknownOwed, unknownTold];
  };
  assert.deepEqual(owed(), [2, 0]);
  ledger.hear({ type: 'unknown', callId: 'one', toolCallId: 'sendNote-1', to: 'model' });
  assert.deepEqual(owed(), [2, 0]);
  ledger.hear({ type: 'unknown', callId: 'one', toolCallId: 'sendNote-1', to: 'caller' });
  assert.deepEqual(owed(), [2, 1]);
  assert.deepEqual(ledger.untold, ['one:sendNote-2']);
  ledger.hear({ type: 'unknown', callId: 'one', toolCallId: 'sendNote-3', to: 'caller' });
  const { unknownUnowed } = ledger.verdict([]);
  assert.equal(unknownUnowed, 1);
});

test('What reached the world without an intent, and what never reached it though it is stored as done, are told', () => {
  const ledger = new Ledger();
  ledger.killed('anyMoment', [stored({ effects: [effect('addLine', done)] })]);
  const verdict = ledger.verdict([{ action: 'one/1/sendNote', tool: 'sendNote', applied: true }]);
  assert.deepEqual([verdict.withoutIntent, verdict.doneUnseen], [1, 1]);
});

test('Stores are summed figure by figure', () => {
  const ledger = heard(turn(1));
  ledger.killed('takeUp', [stored({})]);
  ledger.stalled();
  const sum = sumOf([ledger.verdict([]), ledger.verdict([])]);
  assert.equal(sum.killsByPhase.takeUp, 2);
  assert.deepEqual([sum.killTrials, sum.lostTurns, sum.stalledHosts], [2, 2, 2]);
});
