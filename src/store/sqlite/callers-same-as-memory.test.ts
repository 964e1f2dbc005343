/** Whatever is asked of it, in whatever order, the SQLite store of callers answers as the one in memory does. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import type { CallerStore } from '../../contracts/caller-store.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { memoryCallerStore } from '../../testing/memory-caller-store.ts';
import { TestFolder } from './__fixtures__/test-folder.ts';
import { openSqliteCallerStore } from './sqlite-caller-store.ts';

type Step = (store: CallerStore, idOf: (caller: number) => string) => Promise<unknown>;

const caller = fc.nat(1);
const slot = fc.constantFrom('size', 'store', '__proto__');
const value = fc.oneof(
  { weight: 6, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.constant('x'.repeat(40_000)) },
  { weight: 1, arbitrary: fc.constant('x'.repeat(70_000)) },
);
const when = fc.nat(4);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        caller,
        fc.nat(3),
        when,
        fc.array(fc.tuple(slot, value), { maxLength: 3 }),
        fc.array(slot, { maxLength: 2 }),
      )
      .map(([who, call, atMs, values, cleared]): Step => (store, idOf) => {
        const notes = {
          callId: `call-${idOf(who)}-${call}`,
          atMs,
          values: Object.fromEntries(values),
          cleared,
        };
        return store.remember(idOf(who), notes);
      }),
  },
  {
    weight: 3,
    arbitrary: caller.map(
      (who): Step =>
        (store, idOf) =>
          store.recall(idOf(who)),
    ),
  },
  {
    weight: 2,
    arbitrary: caller.map(
      (who): Step =>
        (store, idOf) =>
          store.export(idOf(who)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(caller, fc.option(fc.nat(3))).map(([who, call]): Step => (store, idOf) => {
      const during = call === null ? undefined : { callId: `call-${idOf(who)}-${call}`, atMs: 2 };
      return store.forget(idOf(who), during);
    }),
  },
);

async function answerOf(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (thrown) {
    if (AntiphonError.is(thrown)) return thrown.code;
    throw thrown;
  }
}

test('a thousand random requests are answered alike', async () => {
  using folder = new TestFolder();
  using clock = new SystemClock();
  await using sqlite = await openSqliteCallerStore({ file: join(folder.path, 'callers.db'), clock });
  await using memory = memoryCallerStore();
  const seen = new Set<unknown>();
  let runs = 0;
  const steps = fc.array(step, { minLength: 25, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 8, maxLength: 8 }), async (round) => {
      const first = runs;
      runs += round.length;
      const ask = (store: CallerStore) =>
        Promise.all(
          round.map(async (requests, index) => {
            const answers: unknown[] = [];
            const idOf = (who: number): string => `run-${first + index}-${who}`;
            for (const request of requests) answers.push(await answerOf(request(store, idOf)));
            return answers;
          }),
        );
      const expected = await ask(memory);
      assert.deepEqual(await ask(sqlite), expected);
      for (const answer of expected.flat())
        seen.add(typeof answer === 'object' ? JSON.stringify(answer) : answer);
    }),
    { numRuns: 5, endOnFailure: true },
  );
  // Else nothing was compared but refusals, or nothing was ever there.
  for (const answer of ['STORE_RECORD_INVALID', true, false, '{}'])
    assert.ok(seen.has(answer), String(answer));
  assert.ok(seen.size > 50);
});
