import assert from 'node:assert/strict';
import { test } from 'vitest';
import { openOpenAiServer, type WireStep } from '../../testing/index.ts';
import { request, stageOver } from './__fixtures__/stage.ts';
import { FirstClause } from './first-clause.ts';

const Stage = stageOver(openOpenAiServer);

const trickle = (text: string, everyMs: number): WireStep[] => [
  ...Array.from({ length: 400 }, (): WireStep[] => [{ text }, { waitMs: everyMs }]).flat(),
  { done: true },
];

test('a server that says nothing is given up when the first phrase is due', async () => {
  await using stage = await Stage.open([[{ hang: true }]]);
  const { error, tookMs } = await stage.read();
  assert.equal(error?.code, 'LLM_TIMEOUT');
  assert.ok(tookMs >= 6_000 && tookMs < 6_500, `${tookMs} ms`);
  assert.equal(stage.server.requests.length, 1, 'too late to ask again');
  await stage.until(stage.server.requests[0]!.over);
  assert.equal(stage.server.requests[0]!.state, 'closed');
  assert.equal(stage.clock.pending, 0);
});

test('tokens that never make a phrase are no answer', async () => {
  await using stage = await Stage.open([trickle('ha', 200)], { firstClauseMaxMs: 3_000 });
  const { error, text, tookMs } = await stage.read();
  assert.equal(error?.code, 'LLM_TIMEOUT');
  assert.match(text, /^(ha)+$/);
  assert.ok(tookMs >= 3_000 && tookMs < 3_500, `${tookMs} ms`);
});

test('signs of life without words are no answer', async () => {
  const alive = Array.from({ length: 200 }, (): WireStep[] => [
    { raw: ': wait\n\n' },
    { waitMs: 100 },
  ]).flat();
  await using stage = await Stage.open([alive]);
  const { error, tookMs } = await stage.read();
  assert.equal(error?.code, 'LLM_TIMEOUT');
  assert.ok(tookMs < 6_500, `${tookMs} ms`);
});

test('retries do not prolong it', async () => {
  await using stage = await Stage.open([{ status: 500, body: '' }, [{ hang: true }]]);
  const { error, tookMs } = await stage.read();
  assert.equal(error?.code, 'LLM_TIMEOUT');
  assert.ok(tookMs >= 6_000 && tookMs < 6_500, `${tookMs} ms`);
});

test('once a phrase has come, a slow stream may take its time', async () => {
  const words = 'One thing after the other. And so it goes on and on until it ends.'.split(' ');
  const steps = words.flatMap((word): WireStep[] => [{ text: `${word} ` }, { waitMs: 900 }]);
  await using stage = await Stage.open([[...steps, { finish: 'stop' }, { done: true }]]);
  const { error, text, tookMs } = await stage.read();
  assert.equal(error, undefined);
  assert.equal(text.trim(), words.join(' '));
  assert.ok(tookMs > 10_000, `${tookMs} ms`);
});

test('a stream that stands still after its first phrase is given up', async () => {
  await using stage = await Stage.open([[{ text: 'Good day. I ' }, { hang: true }]]);
  const { error, text, tookMs } = await stage.read();
  assert.equal(text, 'Good day. I ');
  assert.match(error?.message ?? '', /stood still for 8000 ms/);
  assert.ok(tookMs >= 8_000 && tookMs < 8_600, `${tookMs} ms`);
});

test('a server that has given its reason and nothing more is not waited for', async () => {
  await using stage = await Stage.open([[{ text: 'Good day.' }, { finish: 'stop' }, { hang: true }]]);
  const { parts, error, tookMs } = await stage.read();
  assert.equal(error, undefined);
  assert.deepEqual(parts.at(-1), { type: 'end', reason: 'stop' });
  assert.ok(tookMs < 1_000, `${tookMs} ms`);
});

test('a reader that takes its time is not taken for a silent server', async () => {
  const steps: WireStep[] = [
    { text: 'Good day. ' },
    { waitMs: 15_000 },
    { text: 'That was all.' },
    { done: true },
  ];
  await using stage = await Stage.open([steps]);
  let text = '';
  for await (const part of stage.model.generate(request, { signal: new AbortController().signal })) {
    if (part.type === 'text-delta') text += part.text;
    if (part.type === 'text-delta') await stage.clock.run(20_000, 500);
  }
  assert.equal(text, 'Good day. That was all.');
});

test.each([
  ['Good day. ', true],
  ['Good day.', false],
  ['Of course, ', true],
  ['Well, ', false],
  ['Well, of course, ', true],
  ['It costs 3.50', false],
  ['"Yes!" she', true],
  ['First\nsecond', true],
  ['... ', false],
  [' \n ', false],
  ['a'.repeat(179), false],
  ['a'.repeat(180), true],
])('%j can be spoken: %s', (text, expected) => {
  const whole = new FirstClause();
  whole.push(text);
  assert.equal(whole.found, expected);
  const inLetters = new FirstClause();
  for (const letter of text) inLetters.push(letter);
  assert.equal(inLetters.found, expected);
});
