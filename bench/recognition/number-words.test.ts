import assert from 'node:assert/strict';
import { test } from 'vitest';
import { cardinalWords, ordinalWords } from './number-words.ts';

test.each([
  ['0', 'zero'],
  ['13', 'thirteen'],
  ['20', 'twenty'],
  ['99', 'ninety nine'],
  ['100', 'one hundred'],
  ['512', 'five hundred twelve'],
  ['1000', 'one thousand'],
  ['70014', 'seventy thousand fourteen'],
  ['2000300', 'two million three hundred'],
  ['5000000000', 'five billion'],
  ['911911911911911', 'nine one one nine one one nine one one nine one one nine one one'],
  ['00', 'zero zero'],
])('%s is said %s', (figures, words) => {
  assert.equal(cardinalWords(figures), words);
});

test.each([
  [0, 'zeroth'],
  [1, 'first'],
  [5, 'fifth'],
  [8, 'eighth'],
  [12, 'twelfth'],
  [20, 'twentieth'],
  [33, 'thirty third'],
  [100, 'one hundredth'],
])('the %ith is said %s', (value, words) => {
  assert.equal(ordinalWords(value), words);
});
