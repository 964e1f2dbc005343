/** A key is sent to the provider, and to nobody else: not into an error, a log of one, or a look at the model. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, test } from 'vitest';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { openOpenAiServer, type WireAnswer } from '../../testing/index.ts';
import { stageOver } from './__fixtures__/stage.ts';
import { openai, type OpenAiOptions } from './index.ts';

const Stage = stageOver(openOpenAiServer);

const key = 'sk_live_0123456789abcdef';
const team = 'team_98765';

function assertHidden(value: unknown): void {
  const looks = [
    inspect(value, { depth: 12, showHidden: true }),
    JSON.stringify(value),
    String(value),
    value instanceof Error ? `${value.stack} ${inspect(value.cause, { depth: 12, showHidden: true })}` : '',
  ];
  for (const look of looks) assert.ok(!look.includes(key) && !look.includes(team), look);
}

describe('no key is told', () => {
  test.each<[string, WireAnswer]>([
    [
      'where the provider repeats it in its refusal',
      {
        status: 401,
        body: JSON.stringify({ error: { message: `Incorrect API key: ${key}`, code: key, type: team } }),
      },
    ],
    ['where it repeats it in its stream', [{ chunk: { error: { message: key, type: key, code: team } } }]],
    ['where it repeats it in what is no JSON', [{ raw: `data: ${key} ${team}\n\n` }]],
    [
      'where it repeats it in arguments',
      [{ toolCall: { index: 0, name: 'book', arguments: key } }, { done: true }],
    ],
    [
      'where it sends us elsewhere',
      { status: 302, headers: { location: `http://127.0.0.1:9/?key=${key}` }, body: key },
    ],
    ['where the connection breaks', [{ cut: true }]],
    ['where nothing comes in time', [{ hang: true }]],
  ])('%s', async (_, answer) => {
    await using stage = await Stage.open([answer], {
      apiKey: key,
      headers: { 'x-team': team },
      retriesMax: 1,
    });
    const { error } = await stage.read();
    assert.ok(AntiphonError.is(error));
    assertHidden(error);
    assert.equal(
      stage.server.requests[0]!.headers.authorization,
      `Bearer ${key}`,
      'the key was not sent at all',
    );
  });

  test('by the model itself, before and while it is used', async () => {
    await using stage = await Stage.open([[{ text: 'Yes. ' }, { hang: true }]], {
      apiKey: key,
      headers: { 'x-team': team },
    });
    assertHidden(stage.model);
    const { reading, over } = stage.start();
    await stage.crossed(() => reading.parts.length > 0);
    assertHidden(stage.model);
    stage.model[Symbol.dispose]();
    await over;
    assert.equal(reading.error?.code, 'LLM_FAILED');
    assertHidden(reading.error);
  });

  test.each<[string, Partial<OpenAiOptions>]>([
    ['a key with a line break', { apiKey: `${key}\n` }],
    ['a header with a line break', { headers: { 'x-team': `${team}\r\nx: y` } }],
    ['an address with a password', { baseUrl: `http://user:${key}@localhost/v1` }],
    ['an address that is none', { baseUrl: `${key}/v1` }],
  ])('where the options hold %s', (_, options) => {
    assert.throws(
      () => openai({ baseUrl: 'http://localhost/v1', model: 'm', ...options }),
      (thrown) => {
        assert.ok(AntiphonError.is(thrown) && thrown.code === 'CONFIG_INVALID');
        assertHidden(thrown);
        return true;
      },
    );
  });
});

test('an address with a query is used, and its query told to nobody', async () => {
  await using stage = await Stage.open([{ status: 400, body: '' }]);
  using model = openai({ baseUrl: `${stage.server.baseUrl}/?key=${key}`, model: 'm' });
  const asked = {
    prompt: { system: '', messages: [] },
    tools: [],
    toolChoice: 'auto',
    maxTokens: 9,
  } as const;
  const parts = model.generate({ ...asked, language: 'en-US' }, { signal: new AbortController().signal });
  const first = parts[Symbol.asyncIterator]().next();
  await assert.rejects(first, (thrown) => {
    assertHidden(thrown);
    return AntiphonError.is(thrown) && thrown.code === 'LLM_REJECTED';
  });
});
