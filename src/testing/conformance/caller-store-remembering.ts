/** What a caller finds again: the newest of each slot, theirs and nobody else's, bounded. */
import assert from 'node:assert/strict';
import { refused } from './call-store-support.ts';
import { day, notes, valuesOf, type CallerStoreStory } from './caller-store-support.ts';

export const rememberingStories: readonly CallerStoreStory[] = [
  {
    name: 'recalls what was remembered, with its call and its time, and nothing of a stranger',
    async tell({ store }) {
      const values = { store: 'Rue de la Paix', sizes: ['38', '39'], visits: { last: 3 } };
      await store.remember('anna', notes('call-1', day(0), values));
      const recalled = await store.recall('anna');
      assert.deepEqual(recalled['sizes'], { value: ['38', '39'], callId: 'call-1', atMs: day(0) });
      assert.deepEqual(await valuesOf(store, 'anna'), values);
      assert.deepEqual(await store.recall('nobody'), {});
    },
  },
  {
    name: 'keeps callers apart whose ids are alike',
    async tell({ store }) {
      const ids = ['anna', 'Anna', 'anna ', 'ann', 'ann%', 'änna', 'a\u0308nna'];
      await Promise.all(ids.map((id) => store.remember(id, notes(`call of ${id}`, day(0), { is: id }))));
      for (const id of ids) assert.deepEqual(await valuesOf(store, id), { is: id });
      assert.deepEqual(await store.recall('ANNA'), {});
    },
  },
  {
    name: 'lets the newest win slot by slot, in whatever order calls arrive',
    async tell({ store }) {
      await store.remember('anna', notes('third', day(3), { size: '40' }));
      await store.remember('anna', notes('first', day(1), { size: '38', store: 'Milan' }));
      await store.remember('anna', notes('second', day(2), { size: '39', colour: 'red' }));
      assert.deepEqual(await valuesOf(store, 'anna'), { size: '40', store: 'Milan', colour: 'red' });
      assert.equal((await store.recall('anna'))['store']?.callId, 'first');
    },
  },
  {
    name: 'takes one of two calls at the same instant, whichever comes first',
    async tell({ store }) {
      const [left, right] = ['a', 'b'].map((callId) => notes(callId, day(1), { size: callId }));
      await store.remember('one', left!);
      await store.remember('one', right!);
      await store.remember('other', right!);
      await store.remember('other', left!);
      assert.deepEqual(
        [await valuesOf(store, 'one'), await valuesOf(store, 'other')],
        [{ size: 'b' }, { size: 'b' }],
      );
    },
  },
  {
    name: 'changes nothing when the same call is sent again, also behind a later one',
    async tell({ store }) {
      const first = notes('first', day(1), { size: '38', store: 'Milan' });
      await store.remember('anna', first);
      await store.remember('anna', first);
      await store.remember('anna', notes('second', day(2), { size: '39' }));
      await store.remember('anna', first);
      assert.deepEqual(await valuesOf(store, 'anna'), { size: '39', store: 'Milan' });
    },
  },
  {
    name: 'loses what the caller took back, and no late call before it brings it again',
    async tell({ store }) {
      const first = notes('first', day(1), { size: '38', store: 'Milan' });
      await store.remember('anna', first);
      await store.remember('anna', notes('second', day(2), { colour: 'red' }, ['size', 'never heard of']));
      await store.remember('anna', first);
      assert.deepEqual(await valuesOf(store, 'anna'), { store: 'Milan', colour: 'red' });
      await store.remember('anna', notes('third', day(3), { size: '41' }));
      assert.deepEqual(await valuesOf(store, 'anna'), { store: 'Milan', colour: 'red', size: '41' });
    },
  },
  {
    name: 'keeps it across a restart, and shows it to another who opened the same',
    async tell({ store, another }) {
      const other = await another();
      await store.remember('anna', notes('first', day(1), { size: '38' }));
      assert.deepEqual(await valuesOf(other, 'anna'), { size: '38' });
      await Promise.all([
        store.remember('anna', notes('second', day(2), { store: 'Milan' })),
        other.remember('anna', notes('third', day(2), { colour: 'red' })),
      ]);
      await store[Symbol.asyncDispose]();
      await other[Symbol.asyncDispose]();
      const again = await another();
      assert.deepEqual(await valuesOf(again, 'anna'), { size: '38', store: 'Milan', colour: 'red' });
    },
  },
  {
    name: 'exports everything it keeps of one caller, for a person to read',
    async tell({ store }) {
      await store.remember('anna', notes('first', day(0), { store: 'Milan', size: '38' }));
      await store.remember('anna', notes('second', day(1), {}, ['size']));
      await store.remember('bert', notes('other', day(0), { store: 'Paris' }));
      assert.deepEqual(await store.export('anna'), {
        callerId: 'anna',
        remembered: [
          { slot: 'store', value: 'Milan', rememberedAt: '2026-03-01T09:30:00.000Z', callId: 'first' },
        ],
        cleared: [{ slot: 'size', clearedAt: '2026-03-02T09:30:00.000Z', callId: 'second' }],
      });
      assert.equal(await store.export('nobody'), undefined);
    },
  },
  {
    name: 'keeps 64 slots of a caller, and lets the oldest go before what a call brings',
    async tell({ store }) {
      const many = (from: number, count: number): Record<string, unknown> =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`slot-${from + index}`, index]));
      await store.remember('anna', notes('middle', day(2), many(0, 60)));
      await store.remember('anna', notes('old', day(1), many(60, 4)));
      await store.remember('anna', notes('new', day(3), many(64, 4)));
      const recalled = await store.recall('anna');
      assert.equal(Object.keys(recalled).length, 64);
      assert.ok(Object.values(recalled).every(({ callId }) => callId !== 'old'));
      await refused('STORE_RECORD_INVALID', store.remember('anna', notes('huge', day(4), many(0, 65))));
      await store.remember('anna', notes('last', day(5), many(100, 64)));
      assert.equal((await store.recall('anna'))['slot-0'], undefined);
    },
  },
  {
    name: 'keeps 65,536 bytes of a caller, counted as they are stored',
    async tell({ store }) {
      // Two bytes each: it is bytes that are counted, not characters.
      const half = 'ü'.repeat(15_000);
      await store.remember('anna', notes('first', day(1), { a: half }));
      await store.remember('anna', notes('second', day(2), { b: half }));
      assert.deepEqual(Object.keys(await store.recall('anna')), ['a', 'b']);
      await store.remember('anna', notes('third', day(3), { c: half }));
      assert.deepEqual(Object.keys(await store.recall('anna')), ['b', 'c']);
      const over = notes('over', day(4), { d: half + half + 'ü'.repeat(3_000) });
      await refused('STORE_RECORD_INVALID', store.remember('anna', over));
      assert.deepEqual(Object.keys(await store.recall('anna')), ['b', 'c']);
    },
  },
  {
    name: 'refuses what cannot be stored, with a code, and goes on',
    async tell({ store }) {
      const size = { size: '38' };
      for (const id of ['', 'x'.repeat(129), 'half a character \ud83d']) {
        await refused('STORE_RECORD_INVALID', store.remember(id, notes('call', day(0), size)));
        await refused('STORE_RECORD_INVALID', store.recall(id));
      }
      for (const wrong of [
        notes('', day(0), size),
        notes('call', -1, size),
        notes('call', Number.NaN, size),
        notes('call', 9e15, size),
        notes('call', day(0), { size: 10n }),
        notes('call', day(0), { size: undefined }),
        notes('call', day(0), { '': 'x' }),
      ]) {
        await refused('STORE_RECORD_INVALID', store.remember('anna', wrong));
      }
      assert.equal(await store.export('anna'), undefined);
      await store.remember('x'.repeat(128), notes('call', day(0), size));
    },
  },
  {
    name: 'keeps slots of odd names, and nobody else’s objects',
    async tell({ store }) {
      const values: Record<string, unknown> = { sizes: ['38'] };
      Object.defineProperty(values, '__proto__', { value: 'Milan', enumerable: true });
      const remembered = store.remember('anna', notes('call', day(0), values));
      (values['sizes'] as string[]).push('39');
      await remembered;
      const recalled = await store.recall('anna');
      assert.deepEqual(Object.keys(recalled).sort(), ['__proto__', 'sizes']);
      (recalled['sizes']!.value as string[]).pop();
      assert.deepEqual((await store.recall('anna'))['sizes']?.value, ['38']);
    },
  },
];
