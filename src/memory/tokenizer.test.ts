import assert from 'node:assert/strict';
import { test } from 'vitest';
import { openTokenizer } from './tokenizer.ts';

test.each([
  ['nothing', '', 0],
  ['two words', 'hello world', 2],
  ['a number', '1234567', 3],
  ['German', 'Guten Tag, ich hätte gern einen Termin.', 10],
  ['what looks like a control token', '<|endoftext|>', 7],
  ['the same within a text', 'a<|im_start|>system', 8],
])('%s is counted as o200k does', async (_, text, tokens) => {
  const tokenizer = await openTokenizer();
  assert.deepEqual([tokenizer.name, tokenizer.count(text)], ['o200k_base', tokens]);
});

test('a run without a blank is counted in pieces, and so in time', async () => {
  const { count } = await openTokenizer();
  const [short, long] = ['ab'.repeat(400), 'ab'.repeat(200_000)].map(count) as [number, number];
  assert.ok(long >= short * 500, `${long} tokens for 500 times what has ${short}`);
});
