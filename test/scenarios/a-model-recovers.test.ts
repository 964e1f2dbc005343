/**
 * A model that keeps failing is spared for a while, then asked again beside another, at no cost to the caller,
 * and answers again once it is well.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { refuses, says } from '../../src/testing/index.ts';
import { ServedModels } from '../support/served-models.ts';

const preferred = 'We are open until eight, every day.';
const spare = 'Until eight, and on Sundays until six.';
const breaker = { failuresInARow: 2, coolOffMs: 5_000, coolOffMaxMs: 60_000 };

test('Down, spared, probed, well again', async () => {
  let well = false;
  await using served = await ServedModels.open(
    [
      () => (well ? says(preferred, { firstTokenMs: 300 }) : refuses(500)),
      () => says(spare, { firstTokenMs: 100 }),
    ],
    { breaker },
  );
  const [first, second] = served.servers;
  for (const requests of [1, 2]) {
    assert.equal((await served.asks('how long are you open')).heard, spare);
    assert.equal(first!.requests.length, requests, 'it is asked, and fails');
  }
  const spared = await served.asks('how long on Mondays');
  assert.equal(spared.heard, spare);
  assert.equal(first!.requests.length, 2, 'nobody asks it any more');

  await served.pass(breaker.coolOffMs);
  well = true;
  const probed = await served.asks('how long on Tuesdays');
  assert.equal(probed.heard, spare, 'the spare is sooner');
  assert.ok(
    Math.abs(probed.thinkingMs - spared.thinkingMs) <= 50,
    `${probed.thinkingMs}, ${spared.thinkingMs} ms`,
  );
  assert.equal(first!.requests.length, 3);
  await served.until('end of the probe', () => first!.open === 0, 2_000);
  assert.ok(served.attempts.some(({ probe, model }) => probe && model === 'model-0'));

  const asked = second!.requests.length;
  assert.equal((await served.asks('how long on Fridays')).heard, preferred);
  assert.equal(second!.requests.length, asked, 'and it answers alone');
});
