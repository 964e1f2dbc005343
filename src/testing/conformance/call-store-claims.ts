/** Who holds a call: one owner per epoch, whatever hosts and clocks do. */
import assert from 'node:assert/strict';
import {
  aliveUntilMs,
  commitAll,
  intentOf,
  newCall,
  over,
  refused,
  takeOver,
  turnRecord,
  type CallStoreStory,
} from './call-store-support.ts';

export const claimStories: readonly CallStoreStory[] = [
  {
    name: 'gives a repeated webhook the call that exists, whoever sends it',
    async tell({ store, another }) {
      const first = await store.create(newCall('a', 'left'));
      assert.deepEqual(first, { callId: 'a', host: 'left', epoch: 1, rev: 0 });
      const claim = await commitAll(store, first, turnRecord(0));
      const other = await another();
      assert.deepEqual(await other.create(newCall('a', 'right', { agent: 'another' })), claim);
      assert.equal((await other.load('a')).agent, 'desk');
    },
  },
  {
    name: 'lets the newest epoch write and refuses the one before in everything',
    async tell({ store, another }) {
      const old = await commitAll(store, await store.create(newCall('a', 'left')), turnRecord(0));
      await store.begin(old, intentOf('began'));
      const other = await another();
      const claim = await other.claim(takeOver(old, 'right'));
      assert.deepEqual(claim, { callId: 'a', host: 'right', epoch: 2, rev: 1 });
      await refused('STORE_FENCED', store.commit(old, turnRecord(1, 'late')));
      await refused('STORE_FENCED', store.begin(old, intentOf('late')));
      await refused('STORE_FENCED', store.complete(old, 'began', { status: 'done', value: 1 }));
      await refused('STORE_FENCED', store.release(old));
      await refused('STORE_FENCED', store.end(old, over));
      await refused('STORE_FENCED', store.commit({ ...old, epoch: 2 }, turnRecord(1, 'late')));
      const kept = await commitAll(other, claim, turnRecord(1));
      assert.deepEqual((await store.load('a')).turns, [turnRecord(0), turnRecord(1)]);
      assert.equal(kept.rev, 2);
    },
  },
  {
    name: 'lets exactly one of many win a call that all have seen alike',
    async tell({ store, another }) {
      const seen = await store.create(newCall('a', 'gone'));
      const other = await another();
      const hosts = Array.from({ length: 12 }, (_, index) => `host-${index}`);
      const claims = await Promise.all(
        hosts.map((host, index) => (index % 2 === 0 ? store : other).claim(takeOver(seen, host))),
      );
      const won = claims.filter((claim) => claim !== undefined);
      assert.equal(won.length, 1);
      assert.deepEqual((await store.load('a')).claim, won[0]);
      assert.equal(won[0]!.epoch, 2);
    },
  },
  {
    name: 'keeps who may come back, as its owner said last, and across owners',
    async tell({ store, another }) {
      const seen = await store.create(newCall('a', 'left', { returnHashes: ['first'] }));
      await store.create(newCall('a', 'left', { returnHashes: ['of a repeated webhook'] }));
      const other = await another();
      assert.deepEqual((await other.load('a')).returnHashes, ['first']);
      await store.keepReturn(seen, ['first', 'second']);
      const claim = (await other.claim(takeOver(seen, 'right')))!;
      await refused('STORE_FENCED', store.keepReturn(seen, ['of the owner before']));
      assert.deepEqual((await store.load('a')).returnHashes, ['first', 'second']);
      await other.keepReturn(claim, []);
      assert.deepEqual((await store.load('a')).returnHashes, []);
      await refused('STORE_RECORD_INVALID', other.keepReturn(claim, ['a', 'b', 'c']));
      await other.end(claim, over);
      await refused('STORE_CALL_ENDED', other.keepReturn(claim, ['too late']));
    },
  },
  {
    name: 'answers a claim that is sent again as it did before, and nobody else',
    async tell({ store }) {
      const seen = await store.create(newCall('a', 'left'));
      const request = takeOver(seen, 'right');
      const claim = await store.claim(request);
      assert.deepEqual(await store.claim(request), claim);
      assert.equal(await store.claim({ ...request, claimId: 'the same host, another caller' }), undefined);
      assert.equal((await store.load('a')).claim.epoch, 2);
    },
  },
  {
    name: 'holds a call for a host that lives, and lets it go when its time has run out',
    async tell({ store }) {
      const seen = await store.create(newCall('a', 'left'));
      const dead = (nowMs: number) => takeOver(seen, 'right', { why: 'dead', nowMs });
      assert.equal(await store.claim(dead(aliveUntilMs - 1)), undefined);
      await store.renew('left', aliveUntilMs + 5000);
      await store.renew('left', aliveUntilMs + 1000);
      assert.equal(await store.claim(dead(aliveUntilMs + 4999)), undefined, 'its time was moved back');
      assert.equal((await store.claim(dead(aliveUntilMs + 5000)))?.epoch, 2);
    },
  },
  {
    name: 'lists the calls whose owner died, oldest first, and no others',
    async tell({ store }) {
      await store.create(newCall('young', 'gone', { createdAtMs: 3000 }));
      const old = await store.create(newCall('old', 'gone', { createdAtMs: 2000 }));
      await store.create(newCall('held', 'alive', { hostAliveUntilMs: aliveUntilMs + 1 }));
      await store.end(await store.create(newCall('over', 'gone')), over);
      assert.deepEqual(await store.orphans(aliveUntilMs - 1, 10), []);
      const orphan = (callId: string) => ({ callId, host: 'gone', epoch: 1, ended: false });
      assert.deepEqual(await store.orphans(aliveUntilMs, 10), [orphan('old'), orphan('young')]);
      assert.deepEqual(await store.orphans(aliveUntilMs, 1), [orphan('old')]);
      const hostAliveUntilMs = aliveUntilMs * 2;
      await store.claim(takeOver(old, 'new', { why: 'dead', nowMs: aliveUntilMs, hostAliveUntilMs }));
      assert.deepEqual(await store.orphans(aliveUntilMs, 10), [orphan('young')]);
    },
  },
  {
    name: 'hands over a call that its owner lets go, and only then as `drain`',
    async tell({ store }) {
      const claim = await store.create(newCall('a', 'left'));
      assert.equal(await store.claim(takeOver(claim, 'right', { why: 'drain' })), undefined);
      await store.release(claim);
      await store.release(claim);
      await refused('STORE_FENCED', store.commit(claim, turnRecord(0)));
      assert.deepEqual(
        (await store.orphans(1, 10)).map(({ callId }) => callId),
        ['a'],
      );
      const next = await store.claim(takeOver(claim, 'right', { why: 'drain' }));
      assert.equal(next?.epoch, 2);
      assert.equal(await store.commit(next!, turnRecord(0)), 1);
      assert.deepEqual(await store.orphans(1, 10), []);
    },
  },
  {
    name: 'ends a call in exactly one final record, and adds nothing to it',
    async tell({ store }) {
      const claim = await commitAll(store, await store.create(newCall('a', 'left')), turnRecord(0));
      await store.end(claim, over);
      await store.end(claim, over);
      await refused('STORE_CALL_ENDED', store.end(claim, { ...over, reason: 'idle' }));
      await refused('STORE_CALL_ENDED', store.commit(claim, turnRecord(1)));
      await refused('STORE_CALL_ENDED', store.begin(claim, intentOf('late')));
      assert.equal(await store.claim(takeOver(claim, 'right')), undefined);
      assert.deepEqual((await store.load('a')).outcome, over);
    },
  },
  {
    name: 'knows nothing of a call that was not created',
    async tell({ store }) {
      const claim = { callId: 'nowhere', host: 'left', epoch: 1, rev: 0 };
      await refused('STORE_CALL_UNKNOWN', store.load('nowhere'));
      await refused('STORE_CALL_UNKNOWN', store.commit(claim, turnRecord(0)));
      await refused('STORE_CALL_UNKNOWN', store.claim(takeOver(claim, 'right')));
    },
  },
  {
    name: 'forgets calls that are over, and only those that ended before then',
    async tell({ store }) {
      for (const [callId, endedAtMs] of [
        ['early', 100],
        ['late', 300],
      ] as const) {
        const claim = await commitAll(store, await store.create(newCall(callId, 'left')), turnRecord(0));
        await store.end(claim, { ...over, endedAtMs });
      }
      await store.create(newCall('live', 'left', { createdAtMs: 1 }));
      assert.equal(await store.forget(300, 10), 1);
      await refused('STORE_CALL_UNKNOWN', store.load('early'));
      assert.equal((await store.load('late')).turns.length, 1);
      assert.equal((await store.create(newCall('early', 'left'))).rev, 0, 'something of it was left');
    },
  },
  {
    name: 'says when it is closed, and takes nothing more',
    async tell({ store }) {
      assert.equal(store.health().state, 'good');
      await store[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      assert.equal(store.health().state, 'failing');
      await refused('STORE_CLOSED', store.create(newCall('a', 'left')));
    },
  },
];
