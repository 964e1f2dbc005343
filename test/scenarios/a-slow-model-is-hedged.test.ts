/**
 * A model that is quiet for too long gets a rival. The caller hears whoever has a clause first, whole and alone;
 * the other's server sees its request closed, at once.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { says } from '../../src/testing/index.ts';
import { ServedModels } from '../support/served-models.ts';

const slow = 'We are open until eight, as ever. Come by whenever you like.';
const quick = 'Until eight, and on Sundays until six.';
const hedging = { hedgeAfterMs: 500, firstClauseMaxMs: 6_000 };

test('The rival is sooner: the slow model is cut off although it had begun to speak', async () => {
  const begins = [{ text: 'We ' }, { waitMs: 4_000 }, ...says(slow.slice(3))];
  await using served = await ServedModels.open(
    [() => begins, () => says(quick, { firstTokenMs: 200 })],
    hedging,
  );
  const { heard, thinkingMs } = await served.asks('how long are you open');
  assert.equal(heard, quick);
  assert.ok(thinkingMs <= 850, `${thinkingMs} ms\n${served.stage.tell()}`);
  const [loser] = served.servers[0]!.requests;
  await served.until('end of the slow request', () => loser!.state !== 'open', 1_000);
  assert.equal(loser!.state, 'closed', 'what the server of the slow model saw');
  assert.deepEqual(
    served.attempts.map(({ model, reason, outcome }) => [model, reason, outcome]),
    [
      ['model-1', 'hedge', 'won'],
      ['model-0', 'first', 'outrun'],
    ],
  );
  assert.equal(served.servers[1]!.requests[0]!.state, 'answered');
});

test('The slow model is sooner after all: the rival is cut off', async () => {
  await using served = await ServedModels.open(
    [() => says(slow, { firstTokenMs: 700 }), () => says(quick, { firstTokenMs: 3_000 })],
    hedging,
  );
  const { heard } = await served.asks('how long are you open');
  assert.equal(heard, slow);
  const [rival] = served.servers[1]!.requests;
  await served.until('end of the rival', () => rival!.state !== 'open', 1_000);
  assert.equal(rival!.state, 'closed');
});

test('A model that is soon enough gets no rival', async () => {
  await using served = await ServedModels.open(
    [() => says(slow, { firstTokenMs: 200 }), () => quick],
    hedging,
  );
  assert.equal((await served.asks('how long are you open')).heard, slow);
  assert.equal(served.servers[1]!.requests.length, 0);
});

test('A caller who hangs up while two race closes both', async () => {
  await using served = await ServedModels.open([() => [{ hang: true }], () => [{ hang: true }]], hedging);
  served.stage.begins('how long are you open');
  const [first, second] = served.servers;
  await served.until('race', () => first!.open === 1 && second!.open === 1);
  served.stage.far.hangup();
  await served.until('end of both', () => first!.open === 0 && second!.open === 0, 1_000);
  assert.deepEqual(
    [...first!.requests, ...second!.requests].map(({ state }) => state),
    ['closed', 'closed'],
  );
});
