/** Whatever is asked of it, in whatever order, the SQLite store answers as the store in memory does. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import type { CallStore, Claim, EffectOutcome } from '../../contracts/call-store.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { intentOf, newCall, over, turnRecord } from '../../testing/conformance/call-store-support.ts';
import { MemoryCallStore } from '../../testing/memory-call-store.ts';
import { TestFolder } from './__fixtures__/test-folder.ts';
import { openSqliteCallStore } from './sqlite-call-store.ts';

type Step = (store: CallStore, run: number) => Promise<unknown>;

const small = fc.nat(3);
/** Mostly the claim that holds, else one made up. */
const fields = fc.record({
  call: fc.nat(1),
  host: fc.nat(1),
  epoch: fc.integer({ min: 1, max: 3 }),
  rev: small,
  held: fc.nat(3).map((chance) => chance > 0),
});
type Fields = typeof fields extends fc.Arbitrary<infer Value> ? Value : never;
const outcomes: readonly EffectOutcome[] = [
  { status: 'done', value: 1 },
  { status: 'failed', code: 'TOOL_FAILED', message: 'no' },
  { status: 'unknown', reason: 'late' },
];
const effects = ['read', 'write', 'irreversible'] as const;
/** Mostly the same for the same effect, else its beginnings would only conflict. */
const kindOf = (id: number, chance: number) => effects[chance === 0 ? 0 : id]!;

/** Each run has calls and hosts of its own: one file serves them all. */
const idOf = (run: number, call: number): string => `run-${run}-call-${call}`;
const hostOf = (run: number, host: number): string => `run-${run}-host-${host}`;
async function claimOf(store: CallStore, run: number, fields: Fields): Promise<Claim> {
  const { call, host, epoch, rev, held } = fields;
  const callId = idOf(run, call);
  if (held) return (await store.load(callId)).claim;
  return { callId, host: hostOf(run, host), epoch, rev };
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fields, small).map(
    ([{ call, host }, alive]): Step =>
      async (store, run) =>
        store.create(newCall(idOf(run, call), hostOf(run, host), { hostAliveUntilMs: alive })),
  ),
  fc.tuple(fields, fc.constantFrom('reconnect', 'dead', 'drain'), fc.nat(4)).map(
    ([{ call, host, epoch, rev, held }, why, nowMs]): Step =>
      async (store, run) =>
        store.claim({
          callId: idOf(run, call),
          host: hostOf(run, host),
          why,
          seenEpoch: held ? (await store.load(idOf(run, call))).claim.epoch : epoch,
          claimId: `claim-${rev}`,
          nowMs,
          hostAliveUntilMs: nowMs,
        }),
  ),
  fields.map(
    (claim): Step =>
      async (store, run) =>
        store.release(await claimOf(store, run, claim)),
  ),
  fields.map(
    (claim): Step =>
      async (store, run) =>
        store.keepReturn(await claimOf(store, run, claim), [`hash-${claim.rev}`]),
  ),
  fc.tuple(small, small).map(
    ([host, alive]): Step =>
      async (store, run) =>
        store.renew(hostOf(run, host), alive),
  ),
  fc.tuple(fields, small, small).map(
    ([claim, turnNo, id]): Step =>
      async (store, run) =>
        store.commit(await claimOf(store, run, claim), { ...turnRecord(turnNo), turnId: `turn-${id}` }),
  ),
  fc.tuple(fields, fc.nat(2), fc.nat(7)).map(
    ([claim, id, chance]): Step =>
      async (store, run) =>
        store.begin(await claimOf(store, run, claim), {
          ...intentOf(`effect-${id}`, { effect: kindOf(id, chance), attemptId: `attempt-${claim.rev}` }),
          ...(id === 1 ? { idempotencyKey: 'key' } : {}),
        }),
  ),
  fc.tuple(fields, small, fc.constantFrom(...outcomes)).map(
    ([claim, id, outcome]): Step =>
      async (store, run) =>
        store.complete(await claimOf(store, run, claim), `effect-${id}`, outcome),
  ),
  fc.tuple(fields, fc.constantFrom('idle', 'failed')).map(
    ([claim, reason]): Step =>
      async (store, run) =>
        store.end(await claimOf(store, run, claim), { ...over, reason }),
  ),
  fields.map(
    ({ call }): Step =>
      async (store, run) =>
        store.load(idOf(run, call)),
  ),
  fields.map(
    ({ call }): Step =>
      async (store, run) =>
        store.redact(await store.load(idOf(run, call))),
  ),
  fields.map((): Step => async (store, run) => {
    const due = await store.unredacted(1000);
    // Of those that ended at the same instant, no order is promised between two stores.
    return due.filter((callId) => callId.startsWith(`run-${run}-`)).sort();
  }),
  fc.nat(4).map((nowMs): Step => async (store, run) => {
    const orphans = await store.orphans(nowMs, 1000);
    return orphans.filter(({ callId }) => callId.startsWith(`run-${run}-`));
  }),
);

async function answerOf(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (thrown) {
    if (AntiphonError.is(thrown)) return thrown.code;
    throw thrown;
  }
}

test('five thousand random requests are answered alike', async () => {
  using folder = new TestFolder();
  using clock = new SystemClock();
  await using sqlite = await openSqliteCallStore({ file: join(folder.path, 'calls.db'), clock });
  await using memory = new MemoryCallStore();
  const seen = new Set<unknown>();
  let runs = 0;
  /** One request after the other, as one call would; the calls of a round share transactions. */
  const answersOf = async (store: CallStore, steps: readonly Step[], run: number): Promise<unknown[]> => {
    const answers: unknown[] = [];
    await answerOf(store.create(newCall(idOf(run, 0), hostOf(run, 0))));
    for (const request of steps) answers.push(await answerOf(request(store, run)));
    return answers;
  };
  const steps = fc.array(step, { minLength: 40, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 16, maxLength: 16 }), async (round) => {
      const first = runs;
      runs += round.length;
      const ask = (store: CallStore) =>
        Promise.all(round.map((steps, index) => answersOf(store, steps, first + index)));
      const [kept, expected] = [await ask(sqlite), await ask(memory)];
      assert.deepEqual(kept, expected);
      for (const answer of expected.flat()) seen.add(typeof answer === 'object' ? 'a value' : answer);
    }),
    // A fixed seed: with so few runs not every one would come upon every answer.
    { numRuns: 8, seed: 20261123 },
  );
  // Else the requests were all refused for one reason, and nothing was compared.
  for (const answer of [
    'STORE_FENCED',
    'STORE_CONFLICT',
    'STORE_CALL_ENDED',
    'run',
    'unknown',
    1,
    2,
    'a value',
  ]) {
    assert.ok(seen.has(answer), `no request was answered with ${answer}`);
  }
});
