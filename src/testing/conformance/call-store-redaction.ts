/** A call that is over may be replaced by a copy with fewer words; one that goes on may not. */
import assert from 'node:assert/strict';
import type { StoredCall } from '../../contracts/call-store.ts';
import {
  commitAll,
  intentOf,
  newCall,
  over,
  refused,
  takeOver,
  turnRecord,
  type CallStoreHarness,
  type CallStoreStory,
} from './call-store-support.ts';

const done = { status: 'done', value: 'card 4111' } as const;

/** A call that is over, with a turn and an effect that is done. */
async function ended(
  { store }: CallStoreHarness,
  callId = 'a',
  endedAtMs = over.endedAtMs,
): Promise<StoredCall> {
  const claim = await commitAll(
    store,
    await store.create(newCall(callId, 'left')),
    turnRecord(0, 'card 4111'),
  );
  await store.begin(claim, intentOf('x', { arguments: { card: '4111' }, idempotencyKey: 'pay:4111' }));
  await store.complete(claim, 'x', done);
  await store.end(claim, { ...over, endedAtMs });
  return await store.load(callId);
}

/** The same call, in which the card is not said. */
function silent(call: StoredCall): StoredCall {
  return JSON.parse(JSON.stringify(call).replaceAll('4111', '[card]')) as StoredCall;
}

export const redactionStories: readonly CallStoreStory[] = [
  {
    name: 'replaces what was said in a call that is over, once, and lists those that are due',
    async tell(harness) {
      const { store, another } = harness;
      const late = await ended(harness, 'late', over.endedAtMs + 5);
      const early = await ended(harness, 'early', over.endedAtMs);
      await store.create(newCall('goes on', 'left'));
      assert.deepEqual(await store.unredacted(10), ['early', 'late']);
      assert.deepEqual(await store.unredacted(1), ['early']);
      await store.redact(silent(early));
      await store.redact(silent(early));
      const other = await another();
      assert.deepEqual(await other.load('early'), silent(early));
      assert.deepEqual(await other.load('late'), late);
      assert.deepEqual(await other.unredacted(10), ['late']);
      assert.equal(await other.forget(over.endedAtMs + 1, 10), 1);
    },
  },
  {
    name: 'leaves a call whole that goes on, or whose effect has no outcome',
    async tell({ store }) {
      const claim = await commitAll(
        store,
        await store.create(newCall('a', 'left')),
        turnRecord(0, 'card 4111'),
      );
      await store.begin(claim, intentOf('x'));
      const loaded = await store.load('a');
      await refused('STORE_CONFLICT', store.redact({ ...silent(loaded), outcome: over }));
      await store.end(claim, over);
      assert.deepEqual(await store.unredacted(10), []);
      await refused('STORE_CONFLICT', store.redact(silent(await store.load('a'))));
      assert.deepEqual((await store.load('a')).turns, loaded.turns);
      const next = (await store.claim(takeOver(claim, 'right', { why: 'dead', nowMs: 1e12 })))!;
      await store.complete(next, 'x', { status: 'unknown', reason: 'it died' });
      assert.deepEqual(await store.unredacted(10), ['a']);
    },
  },
  {
    name: 'loses no outcome that came in while its call was redacted, and is due again after one that came later',
    async tell({ store }) {
      const claim = await store.create(newCall('a', 'left'));
      await store.begin(claim, intentOf('x'));
      await store.complete(claim, 'x', { status: 'unknown', reason: 'too long' });
      await store.end(claim, over);
      const loaded = await store.load('a');
      await store.complete(claim, 'x', done);
      await refused('STORE_CONFLICT', store.redact(silent(loaded)));
      assert.deepEqual((await store.load('a')).effects[0]!.outcome, done);

      const second = await store.create(newCall('b', 'left'));
      await store.begin(second, intentOf('x'));
      await store.complete(second, 'x', { status: 'unknown', reason: 'too long' });
      await store.end(second, over);
      await store.redact(silent(await store.load('b')));
      await store.complete(second, 'x', done);
      assert.deepEqual(await store.unredacted(10), ['a', 'b']);
    },
  },
  {
    name: 'takes no copy of another call, nor one with fewer turns',
    async tell(harness) {
      const { store } = harness;
      const call = await ended(harness);
      await refused('STORE_CONFLICT', store.redact({ ...silent(call), turns: [] }));
      await refused('STORE_CONFLICT', store.redact({ ...silent(call), effects: [] }));
      await refused('STORE_CONFLICT', store.redact({ ...silent(call), turns: [turnRecord(1)] }));
      const nowhere = { ...silent(call), claim: { ...call.claim, callId: 'nowhere' } };
      await refused('STORE_CALL_UNKNOWN', store.redact(nowhere));
      assert.deepEqual(await store.load('a'), call);
      await refused('STORE_RECORD_INVALID', store.unredacted(0));
    },
  },
];
