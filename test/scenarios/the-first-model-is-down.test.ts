/**
 * However the preferred model fails before its first clause, the caller hears the next one instead: soon, whole,
 * and nothing of the first.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { refuses, says, type WireAnswer } from '../../src/testing/index.ts';
import { ServedModels } from '../support/served-models.ts';

const spare = 'Until eight, and on Sundays until six.';

const faults: [string, WireAnswer, string][] = [
  ['has an error of its own', refuses(500), 'LLM_FAILED'],
  ['is overloaded', refuses(429, { retryAfter: '30' }), 'LLM_OVERLOADED'],
  ['takes no key of ours', refuses(401), 'LLM_REJECTED'],
  ['drops the connection', [{ cut: true }], 'LLM_FAILED'],
  ['breaks off in mid-word', [{ text: 'We are op' }, { waitMs: 20 }, { cut: true }], 'LLM_FAILED'],
  ['sends half of a chunk', [{ raw: 'data: {"choices":[{"del\n\n' }], 'LLM_MALFORMED'],
  ['accepts the request and sends nothing', [{ hang: true }], 'LLM_TIMEOUT'],
  ['trickles letters', [...says('so '.repeat(9), { tokenMs: 400 })], 'LLM_TIMEOUT'],
];

test.each(faults)('The first model %s', async (_, answer, code) => {
  await using served = await ServedModels.open([() => answer, () => says(spare, { firstTokenMs: 100 })], {
    firstClauseMaxMs: 1_000,
  });
  const { heard, thinkingMs } = await served.asks('how long are you open');
  const { stage, servers, attempts } = served;
  assert.equal(heard, spare);
  assert.ok(thinkingMs <= (code === 'LLM_TIMEOUT' ? 1_200 : 250), `${thinkingMs} ms\n${stage.tell()}`);
  assert.deepEqual(
    attempts.map(({ model, outcome, error }) => [model, outcome, error?.code]),
    [
      ['model-0', 'failed', code],
      ['model-1', 'won', undefined],
    ],
  );
  await served.until('end of the first request', () => servers[0]!.open === 0, 1_000);
  assert.equal(stage.errors.length, 0, String(stage.errors));
  assert.ok(stage.all('reply-clause').every(({ text }) => spare.includes(text)));
});

test('Nobody listens where the first model should be', async () => {
  await using served = await ServedModels.open([() => spare, () => spare]);
  await served.servers[0]![Symbol.asyncDispose]();
  assert.equal((await served.asks('how long are you open')).heard, spare);
  assert.equal(served.attempts[0]!.error?.code, 'LLM_FAILED');
});

test('Where every model is down the caller is told so, and nothing is left open', async () => {
  await using served = await ServedModels.open([() => refuses(500), () => [{ hang: true }]], {
    firstClauseMaxMs: 1_000,
  });
  const { heard } = await served.asks('how long are you open');
  assert.match(heard, /went wrong/);
  await served.until('end of all requests', () => served.servers.every(({ open }) => open === 0), 1_000);
});
