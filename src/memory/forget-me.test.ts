import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SimulatedClock } from '../clock/simulated-clock.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { memoryCallerStore } from '../testing/memory-caller-store.ts';
import { forgetMe } from './forget-me.ts';

const said = { callId: 'before', atMs: 1, values: { size: '38' } };
const signal = new AbortController().signal;

function caller(callerId: string | undefined) {
  return { callId: 'now', callerId, verified: () => assert.fail('it proves nobody') };
}

function declined(thrown: unknown): boolean {
  assert.ok(AntiphonError.is(thrown));
  return thrown.code === 'TOOL_DECLINED';
}

test('it asks first, forgets whoever is on the line, and leaves everybody else alone', async () => {
  await using store = memoryCallerStore();
  await store.remember('anna', said);
  await store.remember('bert', said);
  const tool = forgetMe({ store, clock: new SimulatedClock() });
  assert.equal(tool.effect, 'irreversible');
  assert.match(tool.consentQuestion({}, { caller: caller('anna') })!, /will be deleted for good/);
  const context = { signal, idempotencyKey: 'key', caller: caller('anna') };
  assert.deepEqual(await tool.run({}, context), { deleted: true });
  assert.deepEqual(await store.recall('anna'), {});
  assert.deepEqual(Object.keys(await store.recall('bert')), ['size']);
  assert.deepEqual(await tool.run({}, context), { deleted: false });
  await store.remember('anna', { ...said, callId: 'now' });
  assert.deepEqual(await store.recall('anna'), {}, 'the call in which it was asked leaves nothing');
});

test('whoever is not verified is asked nothing and told why, also where it runs without a question', async () => {
  await using store = memoryCallerStore();
  const tool = forgetMe({ store, clock: new SimulatedClock() });
  assert.throws(() => tool.consentQuestion({}, { caller: caller(undefined) }), declined);
  assert.throws(() => tool.consentQuestion({}), declined);
  const context = { signal, idempotencyKey: 'key', caller: caller(undefined) };
  await assert.rejects(tool.run({}, context), declined);
});

test('it speaks the language of the agent, or the words it was given', () => {
  const parts = { store: memoryCallerStore(), clock: new SimulatedClock() };
  const asked = { language: 'de-AT', caller: caller('anna') };
  assert.match(forgetMe(parts).consentQuestion({}, asked)!, /endgültig gelöscht/);
  assert.equal(forgetMe({ ...parts, question: 'Really?' }).consentQuestion({}, asked), 'Really?');
  const stern = forgetMe({ ...parts, notVerified: 'Who are you?' });
  assert.throws(
    () => stern.consentQuestion({}, { language: 'de', caller: caller(undefined) }),
    /Who are you\?/,
  );
});
