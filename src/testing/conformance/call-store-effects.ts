/** Effects: an intent before each, an outcome after it, and no second start of what must not start twice. */
import assert from 'node:assert/strict';
import type { EffectOutcome } from '../../contracts/call-store.ts';
import {
  commitAll,
  intentOf,
  newCall,
  over,
  refused,
  takeOver,
  turnRecord,
  type CallStoreStory,
} from './call-store-support.ts';

const done: EffectOutcome = { status: 'done', value: { number: 'A-17' } };
const failed: EffectOutcome = { status: 'failed', code: 'TOOL_FAILED', message: 'no such order' };

export const effectStories: readonly CallStoreStory[] = [
  {
    name: 'stores the intent before it says run, and the outcome after it',
    async tell({ store, another }) {
      const claim = await store.create(newCall('a', 'left'));
      const intents = ['x', 'y', 'z'].map((id) => intentOf(id, { consentId: `yes to ${id}` }));
      for (const intent of intents) assert.equal(await store.begin(claim, intent), 'run');
      const other = await another();
      assert.deepEqual(
        (await other.load('a')).effects,
        intents.map((intent) => ({ intent, outcome: { status: 'intended' } })),
      );
      await store.complete(claim, 'x', done);
      await store.complete(claim, 'y', failed);
      const { effects } = await other.load('a');
      assert.deepEqual(
        effects.map(({ outcome }) => outcome),
        [done, failed, { status: 'intended' }],
      );
    },
  },
  {
    name: 'gives the result to whoever begins what is done or has failed',
    async tell({ store }) {
      const claim = await store.create(newCall('a', 'left'));
      for (const [effectId, outcome] of [
        ['x', done],
        ['y', failed],
      ] as const) {
        await store.begin(claim, intentOf(effectId));
        await store.complete(claim, effectId, outcome);
        const answer = await store.begin(claim, intentOf(effectId, { attemptId: 'again' }));
        assert.deepEqual(answer, { result: outcome });
      }
    },
  },
  {
    name: 'answers a begin that is sent again as it did before: nothing has run yet',
    async tell({ store }) {
      const claim = await store.create(newCall('a', 'left'));
      assert.equal(await store.begin(claim, intentOf('x')), 'run');
      assert.equal(await store.begin(claim, intentOf('x')), 'run');
      assert.equal((await store.load('a')).effects.length, 1);
    },
  },
  {
    name: 'starts what cannot be repeated at most once, whoever begins it again',
    async tell({ store, another }) {
      const claim = await store.create(newCall('a', 'left'));
      await store.begin(claim, intentOf('x'));
      await store.begin(claim, intentOf('y'));
      assert.equal(await store.begin(claim, intentOf('x', { attemptId: 'by mistake' })), 'unknown');
      const other = await another();
      const next = (await other.claim(takeOver(claim, 'right')))!;
      assert.equal(await other.begin(next, intentOf('y')), 'unknown', 'a crash lay between');
      assert.equal(await other.begin(next, intentOf('y', { attemptId: 'third' })), 'unknown');
      const { effects } = await other.load('a');
      assert.deepEqual(
        effects.map(({ outcome }) => outcome.status),
        ['unknown', 'unknown'],
      );
    },
  },
  {
    name: 'runs what may be repeated again after a crash, under the same key',
    async tell({ store, another }) {
      const claim = await store.create(newCall('a', 'left'));
      const keyed = intentOf('x', { effect: 'write', idempotencyKey: 'key-1' });
      const read = intentOf('y', { effect: 'read' });
      await store.begin(claim, keyed);
      await store.begin(claim, read);
      const other = await another();
      const next = (await other.claim(takeOver(claim, 'right')))!;
      await refused(
        'STORE_CONFLICT',
        other.begin(next, { ...keyed, attemptId: 'after', idempotencyKey: 'key-2' }),
      );
      assert.equal(await other.begin(next, { ...keyed, attemptId: 'after' }), 'run');
      assert.equal(await other.begin(next, { ...read, attemptId: 'after' }), 'run');
      await other.complete(next, 'x', done);
      assert.deepEqual(await other.begin(next, { ...keyed, attemptId: 'later' }), { result: done });
    },
  },
  {
    name: 'refuses another action under an id that is taken',
    async tell({ store }) {
      const claim = await store.create(newCall('a', 'left'));
      await store.begin(claim, intentOf('x'));
      for (const changes of [
        { tool: 'bookFitting' },
        { argumentsHash: 'other' },
        { effect: 'read' } as const,
      ]) {
        await refused('STORE_CONFLICT', store.begin(claim, intentOf('x', changes)));
      }
    },
  },
  {
    name: 'keeps the first outcome, and lets a late one replace only `unknown`',
    async tell({ store }) {
      const claim = await store.create(newCall('a', 'left'));
      await refused('STORE_CONFLICT', store.complete(claim, 'never begun', done));
      await store.begin(claim, intentOf('x'));
      await store.complete(claim, 'x', { status: 'unknown', reason: 'it took too long' });
      assert.equal(await store.begin(claim, intentOf('x')), 'unknown');
      await store.complete(claim, 'x', done);
      await store.complete(claim, 'x', done);
      await refused('STORE_CONFLICT', store.complete(claim, 'x', failed));
      await refused('STORE_CONFLICT', store.complete(claim, 'x', { status: 'unknown', reason: 'late' }));
      assert.deepEqual((await store.load('a')).effects[0]!.outcome, done);
    },
  },
  {
    name: 'keeps the outcome of an effect that outlives its call',
    async tell({ store }) {
      const claim = await store.create(newCall('a', 'left'));
      await store.begin(claim, intentOf('x'));
      await store.end(claim, over);
      assert.equal(await store.forget(over.endedAtMs + 1, 10), 0, 'its effect has no outcome yet');
      await store.complete(claim, 'x', done);
      assert.deepEqual((await store.load('a')).effects[0]!.outcome, done);
      assert.equal(await store.forget(over.endedAtMs + 1, 10), 1);
    },
  },
  {
    name: 'lists a call that is over as long as an effect of a dead host has no outcome',
    async tell({ store }) {
      const claim = await store.create(newCall('a', 'left', { hostAliveUntilMs: 100 }));
      await store.begin(claim, intentOf('x'));
      await store.end(claim, over);
      assert.deepEqual(await store.orphans(200, 10), [{ callId: 'a', host: 'left', epoch: 1, ended: true }]);
      const next = (await store.claim(takeOver(claim, 'right', { why: 'dead', nowMs: 200 })))!;
      assert.equal(await store.begin(next, intentOf('x', { attemptId: 'after' })), 'unknown');
      assert.deepEqual(await store.orphans(1_000_000, 10), []);
    },
  },
  {
    name: 'counts effects and turns apart: a tool that answers late holds no turn up',
    async tell({ store }) {
      const first = await store.create(newCall('a', 'left'));
      await store.begin(first, intentOf('x'));
      const claim = await commitAll(store, first, turnRecord(0), turnRecord(1));
      await store.complete(first, 'x', done);
      assert.equal(await store.commit(claim, turnRecord(2)), 3);
    },
  },
];
