import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { openOpenAiServer, refuses, says, type WireAnswer } from '../../testing/index.ts';
import { stageOver } from './__fixtures__/stage.ts';
import { readRetryAfterMs } from './retry.ts';

const Stage = stageOver(openOpenAiServer);

const cut: WireAnswer = [{ cut: true }];
const cutInSilence: WireAnswer = [
  { chunk: { choices: [{ delta: { role: 'assistant', content: '' } }] } },
  { cut: true },
];

describe('before the first token it asks again', () => {
  test.each<[string, WireAnswer]>([
    ['the server is overloaded', refuses(503)],
    ['the server failed', refuses(500)],
    ['a gateway found nobody', { status: 502, body: '<html>Bad gateway</html>' }],
    ['it was told to slow down', refuses(429)],
    ['the connection broke', cut],
    ['the stream broke before a token', cutInSilence],
    ['the stream closed before a token', [{ raw: ': keep-alive\n\n' }]],
    ['the provider failed in its stream', [{ chunk: { error: { message: 'no capacity', code: 503 } } }]],
  ])('where %s', async (_, failure) => {
    await using stage = await Stage.open([failure, failure, 'Here I am.']);
    const { text, error, tookMs } = await stage.read();
    assert.equal(error, undefined);
    assert.equal(text, 'Here I am.');
    assert.equal(stage.server.requests.length, 3);
    // Backoff of 300 and 600 ms: a connection that was used before costs none.
    assert.ok(tookMs >= 600, `${tookMs} ms`);
    assert.equal(stage.clock.pending, 0);
  });
});

describe('it does not ask again', () => {
  test.each<[string, WireAnswer, string]>([
    ['where the key is wrong', refuses(401, { code: 'invalid_api_key' }), 'LLM_REJECTED'],
    ['where the model is unknown', refuses(404, { code: 'model_not_found' }), 'LLM_REJECTED'],
    ['where the request is wrong', refuses(400), 'LLM_REJECTED'],
    ['where the account is empty', refuses(429, { code: 'insufficient_quota' }), 'LLM_REJECTED'],
    [
      'where it is sent elsewhere',
      { status: 307, headers: { location: 'http://127.0.0.1:9/' }, body: '' },
      'LLM_REJECTED',
    ],
    ['where a word has been said', [{ text: 'Well' }, { cut: true }], 'LLM_FAILED'],
    [
      'where a tool call has begun',
      [{ toolCall: { index: 0, id: 'a', name: 'book' } }, { cut: true }],
      'LLM_FAILED',
    ],
    [
      'where it has thought',
      [{ chunk: { choices: [{ delta: { reasoning_content: 'Hm' } }] } }, { cut: true }],
      'LLM_FAILED',
    ],
  ])('%s', async (_, failure, code) => {
    await using stage = await Stage.open([failure, 'Too late.']);
    const { error, parts } = await stage.read();
    assert.equal(error?.code, code);
    assert.equal(stage.server.requests.length, 1);
    assert.ok(!parts.some((part) => part.type === 'end'));
  });
});

test("retries have an end, and their number is the user's", async () => {
  for (const retriesMax of [0, 3]) {
    await using stage = await Stage.open([refuses(500)], { retriesMax });
    assert.equal((await stage.read()).error?.code, 'LLM_FAILED');
    assert.equal(stage.server.requests.length, retriesMax + 1);
  }
});

test('half of the wait is left to chance, and it doubles', async () => {
  const gaps: number[] = [];
  for (const random of [() => 0, () => 1]) {
    await using stage = await Stage.open([refuses(500)], { random, backoffMs: 1_000 });
    await stage.read();
    const [first, second, third] = stage.server.requests.map(({ receivedAt }) => receivedAt);
    gaps.push(second! - first!, third! - second!);
  }
  [500, 1_000, 1_000, 2_000].forEach((wait, index) => {
    assert.ok(gaps[index]! >= wait && gaps[index]! < wait + 300, `${gaps.join(', ')} ms`);
  });
});

test('it waits as long as the provider asks', async () => {
  await using stage = await Stage.open([refuses(429, { retryAfter: '2' }), says('Now.')]);
  const { text, tookMs } = await stage.read();
  assert.equal(text, 'Now.');
  assert.ok(tookMs >= 2_000 && tookMs < 3_000, `${tookMs} ms`);
});

test('asked to wait longer than the caller would, it gives up at once and says for how long', async () => {
  await using stage = await Stage.open([refuses(429, { retryAfter: '20' }), says('Too late.')]);
  const { error, tookMs } = await stage.read();
  assert.equal(error?.code, 'LLM_OVERLOADED');
  assert.equal(error.data['retryAfterMs'], 20_000);
  assert.ok(tookMs < 1_000, `${tookMs} ms`);
  assert.equal(stage.server.requests.length, 1);
});

test('a connection that the server dropped between two turns is not a failure', async () => {
  let drop = false;
  await using stage = await Stage.open(() => {
    const answer = drop ? cut : says('Hello again.');
    drop = false;
    return answer;
  });
  await stage.read();
  drop = true;
  const { text, tookMs } = await stage.read();
  assert.equal(text, 'Hello again.');
  assert.equal(stage.server.requests.length, 3);
  assert.ok(tookMs < 300, `no backoff is due: ${tookMs} ms`);
});

test('connections that the server closed while nobody spoke are not used again', async () => {
  await using stage = await Stage.open(['Yes.']);
  await stage.read();
  stage.server.closeIdleConnections();
  assert.equal((await stage.read()).text, 'Yes.');
  assert.equal(stage.server.connections, 2);
});

test('a server that is not there is told by its address', async () => {
  await using stage = await Stage.open(['Yes.']);
  await stage.server[Symbol.asyncDispose]();
  const { error } = await stage.read();
  assert.equal(error?.code, 'LLM_FAILED');
  assert.match(error.message, /127\.0\.0\.1:\d+ failed \(ECONNREFUSED\)/);
  assert.match(error.cure, /Start the server/);
});

test.each([
  [{ 'retry-after': '3' }, 3_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after-ms': '120', 'retry-after': '3' }, 120],
  [{ 'retry-after': 'Mon, 05 Jan 2026 10:00:07 GMT' }, 7_000],
  [{ 'retry-after': 'Mon, 05 Jan 2026 09:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('%o asks for %s ms', (headers, ms) => {
  assert.equal(readRetryAfterMs(headers, Date.UTC(2026, 0, 5, 10)), ms);
});
