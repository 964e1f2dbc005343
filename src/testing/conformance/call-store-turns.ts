/** What was acknowledged: never lost, never twice, never in another order. */
import assert from 'node:assert/strict';
import type { TurnRecord } from '../../contracts/call-store.ts';
import {
  commitAll,
  newCall,
  refused,
  takeOver,
  turnRecord,
  type CallStoreStory,
} from './call-store-support.ts';

export const turnStories: readonly CallStoreStory[] = [
  {
    name: 'gives back what was committed, to the letter and in order, in another process too',
    async tell({ store, another }) {
      const first = await store.create(newCall('a', 'left'));
      const turns = [turnRecord(0), turnRecord(2, 'ünïcode, "quotes" and \u0000'), turnRecord(7)];
      const claim = await commitAll(store, first, ...turns);
      assert.equal(claim.rev, 3);
      const stored = await (await another()).load('a');
      assert.deepEqual(stored, { claim, agent: 'desk', createdAtMs: 1000, turns, effects: [] });
    },
  },
  {
    name: 'takes the same commit sent twice as one, at once and later',
    async tell({ store }) {
      const first = await store.create(newCall('a', 'left'));
      const both = await Promise.all([
        store.commit(first, turnRecord(0)),
        store.commit(first, turnRecord(0)),
      ]);
      assert.deepEqual(both, [1, 1]);
      const claim = await commitAll(store, { ...first, rev: 1 }, turnRecord(1));
      assert.equal(await store.commit(first, turnRecord(0)), 1);
      assert.equal(await store.commit({ ...first, rev: 1 }, turnRecord(1)), 2);
      assert.equal(await store.commit(claim, turnRecord(2)), 3);
      assert.deepEqual(
        (await store.load('a')).turns,
        [0, 1, 2].map((turnNo) => turnRecord(turnNo)),
      );
    },
  },
  {
    name: 'refuses what would change or reorder what is stored',
    async tell({ store }) {
      const first = await store.create(newCall('a', 'left'));
      const claim = await commitAll(store, first, turnRecord(3));
      await refused('STORE_CONFLICT', store.commit(claim, turnRecord(3, 'another text')));
      await refused('STORE_CONFLICT', store.commit(claim, { ...turnRecord(3), turnId: 'another' }));
      await refused('STORE_CONFLICT', store.commit(claim, { ...turnRecord(4), turnId: 'turn-3' }));
      await refused('STORE_CONFLICT', store.commit(claim, turnRecord(2)));
      await refused('STORE_CONFLICT', store.commit(first, turnRecord(4)));
      await refused('STORE_CONFLICT', store.commit({ ...claim, rev: 2 }, turnRecord(4)));
      assert.deepEqual((await store.load('a')).turns, [turnRecord(3)]);
      assert.equal(await store.commit(claim, turnRecord(4)), 2);
    },
  },
  {
    name: 'takes turns that are sent without waiting for each other, in order',
    async tell({ store }) {
      const first = await store.create(newCall('a', 'left'));
      const numbers = Array.from({ length: 40 }, (_, index) => index);
      const revs = await Promise.all(
        numbers.map((turnNo) => store.commit({ ...first, rev: turnNo }, turnRecord(turnNo))),
      );
      assert.deepEqual(
        revs,
        numbers.map((turnNo) => turnNo + 1),
      );
      const { turns } = await store.load('a');
      assert.deepEqual(
        turns.map(({ turnNo }) => turnNo),
        numbers,
      );
    },
  },
  {
    name: 'refuses one call of many that are written together, and keeps the others',
    async tell({ store }) {
      const claims = await Promise.all(
        ['a', 'b', 'c', 'd'].map((callId) => store.create(newCall(callId, 'left'))),
      );
      await store.claim(takeOver(claims[1]!, 'right'));
      const results = await Promise.allSettled(claims.map((claim) => store.commit(claim, turnRecord(0))));
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
      );
      assert.equal((await store.load('b')).turns.length, 0);
      assert.equal((await store.load('d')).turns.length, 1);
    },
  },
  {
    name: 'keeps nobody else’s objects: a record that changes after its commit is stored as it was',
    async tell({ store }) {
      const claim = await store.create(newCall('a', 'left'));
      const turn = turnRecord(0);
      const slots: Record<string, unknown> = { colour: 'red' };
      const record: TurnRecord = { ...turn, checkpoint: { ...turn.checkpoint, slots } };
      const committed = store.commit(claim, record);
      slots['colour'] = 'blue';
      await committed;
      const loaded = await store.load('a');
      assert.deepEqual(loaded.turns[0]!.checkpoint.slots, { colour: 'red' });
      (loaded.turns as TurnRecord[]).pop();
      assert.equal((await store.load('a')).turns.length, 1);
    },
  },
  {
    name: 'refuses what JSON cannot carry, with a code, and goes on',
    async tell({ store }) {
      const claim = await store.create(newCall('a', 'left'));
      const turn = turnRecord(0);
      const slots = { many: 10n };
      await refused(
        'STORE_RECORD_INVALID',
        store.commit(claim, { ...turn, checkpoint: { ...turn.checkpoint, slots } }),
      );
      await refused('STORE_RECORD_INVALID', store.commit(claim, { ...turn, turnId: '' }));
      assert.equal(await store.commit(claim, turn), 1);
    },
  },
];
