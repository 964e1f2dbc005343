/** What goes, and is then gone: on request, in time, and nothing of anybody else. */
import assert from 'node:assert/strict';
import { refused } from './call-store-support.ts';
import { day, notes, valuesOf, type CallerStoreStory } from './caller-store-support.ts';

export const forgettingStories: readonly CallerStoreStory[] = [
  {
    name: 'forgets one caller, says whether there was anything, and keeps the others',
    async tell({ store, another }) {
      const other = await another();
      await store.remember('anna', notes('first', day(1), { size: '38' }));
      await store.remember('bert', notes('second', day(1), { size: '44' }));
      assert.equal(await other.forget('anna'), true);
      assert.deepEqual(await store.recall('anna'), {});
      assert.equal(await store.export('anna'), undefined);
      assert.equal(await store.forget('anna'), false);
      assert.equal(await store.forget('nobody'), false);
      assert.deepEqual(await valuesOf(store, 'bert'), { size: '44' });
    },
  },
  {
    name: 'leaves no byte of a forgotten caller, whatever was written, replaced and removed around it',
    async tell({ store, bytes }) {
      const ids = Array.from({ length: 40 }, (_, index) => `caller-${index}-of-the-house`);
      const callId = 'call';
      // Rows of odd lengths, rewritten in odd orders: they move from page to page and leave copies behind.
      for (let round = 0; round < 8; round += 1) {
        await Promise.all(
          ids.map((id, index) => {
            const length = ((index * 7919 + round * 104_729) % 1500) + 1;
            const values = { [`slot-${(index + round) % 3}`]: `${id} said ${'x'.repeat(length)}` };
            return store.remember(id, notes(`${callId}-${round}`, day(round), values));
          }),
        );
      }
      assert.match(await bytes(), /caller-7-of-the-house said/);
      for (const id of ids.filter((_, index) => index % 3 === 1)) {
        assert.equal(await store.forget(id), true);
        const kept = await bytes();
        assert.ok(!kept.includes(`${id} said`), `a value of ${id} is still in the file`);
        assert.ok(!kept.includes(id), `the id ${id} is still in the file`);
      }
      assert.match(await bytes(), /caller-0-of-the-house said/);
    },
  },
  {
    name: 'remembers nothing of the call in which the caller asked to be forgotten, however late it ends',
    async tell({ store, another }) {
      await store.remember('anna', notes('before', day(1), { size: '38' }));
      assert.equal(await store.forget('anna', { callId: 'now', atMs: day(2) }), true);
      const other = await another();
      await other.remember('anna', notes('now', day(2), { size: '38' }));
      assert.deepEqual(await store.recall('anna'), {});
      await store.remember('anna', notes('next year', day(300), { size: '40' }));
      assert.deepEqual(await valuesOf(store, 'anna'), { size: '40' });
    },
  },
  {
    name: 'forgets in time what was remembered before, oldest first, and at most so many',
    async tell({ store, bytes }) {
      await store.remember('anna', notes('first', day(1), { size: 'oldest of all' }));
      await store.remember('bert', notes('second', day(2), { size: 'rather old', store: 'Milan' }));
      await store.remember('anna', notes('third', day(9), { store: 'Paris' }));
      await store.remember('bert', notes('fourth', day(3), {}, ['store']));
      assert.equal(await store.forgetBefore(day(1), 10), 0, 'at that very instant is not before it');
      assert.equal(await store.forgetBefore(day(9), 1), 1);
      assert.deepEqual(await valuesOf(store, 'anna'), { store: 'Paris' });
      assert.deepEqual(await valuesOf(store, 'bert'), { size: 'rather old' });
      assert.equal(await store.forgetBefore(day(9), 10), 2);
      assert.equal(await store.export('bert'), undefined);
      assert.deepEqual(await valuesOf(store, 'anna'), { store: 'Paris' });
      assert.doesNotMatch(await bytes(), /oldest of all|rather old/);
      await refused('STORE_RECORD_INVALID', store.forgetBefore(day(9), 0));
      await refused('STORE_RECORD_INVALID', store.forgetBefore(-1, 10));
    },
  },
  {
    name: 'lets go of the ids of calls too, once they are so old',
    async tell({ store, bytes }) {
      await store.forget('anna', { callId: 'call-in-which-it-was-asked', atMs: day(2) });
      assert.match(await bytes(), /call-in-which-it-was-asked/);
      await store.forgetBefore(day(3), 10);
      assert.doesNotMatch(await bytes(), /call-in-which-it-was-asked/);
    },
  },
  {
    name: 'settles what it was given when it is closed, and takes nothing more',
    async tell({ store, another }) {
      const under = Array.from({ length: 20 }, (_, index) =>
        store.remember(`caller-${index}`, notes('call', day(1), { size: index })).then(
          () => index,
          () => undefined,
        ),
      );
      await store[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      const acknowledged = await Promise.all(under);
      await refused('STORE_CLOSED', store.recall('caller-1'));
      await refused('STORE_CLOSED', store.forget('caller-1'));
      const again = await another();
      for (const index of acknowledged.filter((one) => one !== undefined)) {
        assert.deepEqual(await valuesOf(again, `caller-${index}`), { size: index });
      }
    },
  },
];
