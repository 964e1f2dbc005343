import assert from 'node:assert/strict';
import { test } from 'vitest';
import { resultCharactersMax, shortMessage, toolResult } from './tool-result.ts';

const day = new Date(Date.UTC(2026, 10, 26));
for (const { name, returned, value } of [
  { name: 'nothing', returned: undefined, value: null },
  { name: 'a function', returned: () => 1, value: null },
  { name: 'no number', returned: { total: NaN }, value: { total: null } },
  { name: 'a date', returned: { day }, value: { day: '2026-11-26T00:00:00.000Z' } },
  { name: 'a text', returned: 'table 4', value: 'table 4' },
  { name: 'an object', returned: { table: 4, notes: undefined }, value: { table: 4 } },
]) {
  test(`A tool that returns ${name} is told as ${JSON.stringify(value)}`, () => {
    assert.deepEqual(toolResult(returned), { ok: true, value });
  });
}

test('What is told does not change with what the tool returned', () => {
  const live = { free: ['seven'] };
  const told = toolResult(live);
  live.free.push('eight');
  assert.deepEqual(told, { ok: true, value: { free: ['seven'] } });
});

for (const { name, returned } of [
  { name: 'A text', returned: 'x'.repeat(5_000_000) },
  { name: 'An object', returned: { rows: 'x'.repeat(5_000_000) } },
]) {
  test(`${name} of 5 MB is cut, and says so`, () => {
    const told = toolResult(returned);
    assert.ok(told.ok);
    const { truncated, text } = told.value as { truncated: string; text: string };
    assert.match(truncated, /^These are the first 16000 of 50000\d\d characters\.$/);
    assert.equal(text.length, resultCharactersMax);
  });
}

test('No character is cut in two', () => {
  const told = toolResult(`x${'😀'.repeat(resultCharactersMax)}`);
  assert.ok(told.ok && (told.value as { text: string }).text.isWellFormed());
});

test('A circle, a BigInt and a toJSON that throws are no results', () => {
  const circle: unknown[] = [];
  circle.push(circle);
  const throws = {
    toJSON: () => {
      throw new Error('no');
    },
  };
  for (const returned of [circle, 10n, throws]) assert.equal(toolResult(returned).ok, false);
});

test('A message for the model is kept short', () => {
  assert.equal(shortMessage('No table.'), 'No table.');
  assert.equal(shortMessage('x'.repeat(9_000)).length, 2_000);
});
