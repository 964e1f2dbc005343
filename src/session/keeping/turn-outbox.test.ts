import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { CallRecord } from '../../call/output.ts';
import { TurnOutbox } from './turn-outbox.ts';

function recordOf(turnNo: number, text = `words ${turnNo}`): CallRecord {
  const checkpoint = { agent: 'desk', slots: { turnNo }, consents: [], cost: {} };
  return { turnNo, messages: [{ role: 'user', text }], checkpoint };
}

function outboxOf(limits: { turnsMax?: number; unitsMax?: number } = {}): TurnOutbox {
  let ids = 0;
  return new TurnOutbox({ newId: () => `id-${(ids += 1)}`, lastTurnNo: -1, ...limits });
}

test('What is begun before a record belongs to the turn of that record', () => {
  const outbox = outboxOf();
  const { turnId } = outbox;
  outbox.add(recordOf(0));
  assert.equal(outbox.next()?.turnId, turnId);
  assert.notEqual(outbox.turnId, turnId);
});

test('A second record of one turn is the next turn to the store', () => {
  const outbox = outboxOf();
  for (const turnNo of [0, 0, 1, 5]) outbox.add(recordOf(turnNo));
  const numbers: (number | undefined)[] = [];
  for (; outbox.size > 0; outbox.acknowledge()) numbers.push(outbox.next()?.turnNo);
  assert.deepEqual(numbers, [0, 1, 2, 5]);
});

test('What was sent is never changed again, however much waits', () => {
  const outbox = outboxOf({ turnsMax: 1 });
  outbox.add(recordOf(0));
  const sent = structuredClone(outbox.next());
  outbox.add(recordOf(1));
  outbox.add(recordOf(2));
  assert.deepEqual(outbox.next(), sent);
  outbox.acknowledge();
  assert.deepEqual(
    outbox.next()?.messages.map((message) => 'text' in message && message.text),
    ['words 1', 'words 2'],
  );
  assert.deepEqual(outbox.next()?.checkpoint.slots, { turnNo: 2 });
});

test('Beyond the bound of characters the words of the newest are not kept, its checkpoint is, and it is told', () => {
  const outbox = outboxOf({ unitsMax: 1_000 });
  assert.equal(outbox.add(recordOf(0, 'a'.repeat(700))), true);
  assert.equal(outbox.add(recordOf(1, 'b'.repeat(700))), false);
  assert.equal(outbox.size, 1);
  const turn = outbox.next();
  assert.deepEqual(turn?.messages, [{ role: 'user', text: 'a'.repeat(700) }]);
  assert.deepEqual(turn?.checkpoint.slots, { turnNo: 1 });
  outbox.acknowledge();
  assert.equal(outbox.add(recordOf(2, 'c'.repeat(700))), true, 'there is room again');
});

test('Whatever comes and is acknowledged: no word is lost or moved, and no more waits than was said', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { maxLength: 200 }),
      fc.integer({ min: 1, max: 8 }),
      (steps, turnsMax) => {
        const outbox = outboxOf({ turnsMax });
        const said: string[] = [];
        const stored: string[] = [];
        const numbers: number[] = [];
        const store = (): void => {
          const turn = outbox.next();
          if (turn === undefined) return;
          numbers.push(turn.turnNo);
          for (const message of turn.messages) if (message.role === 'user') stored.push(message.text);
          outbox.acknowledge();
        };
        for (const [index, adds] of steps.entries()) {
          if (adds) {
            said.push(`words ${index}`);
            outbox.add(recordOf(index));
          } else if (index % 3 === 0) outbox.next();
          else store();
          assert.ok(outbox.size <= turnsMax + 1);
        }
        while (outbox.size > 0) store();
        assert.deepEqual(stored, said);
        assert.deepEqual(
          numbers,
          [...new Set(numbers)].sort((a, b) => a - b),
        );
      },
    ),
    { seed: 20261122 },
  );
});
