import assert from 'node:assert/strict';
import { test } from 'vitest';
import { meaningfulWords, sameMeaning, wordsOf } from './words.ts';

test('Words are what a listener counts: no case, no punctuation', () => {
  assert.deepEqual(wordsOf("No, I'd rather come at 10:30 — Zoë."), [
    'no',
    "i'd",
    'rather',
    'come',
    'at',
    '10',
    '30',
    'zoë',
  ]);
  assert.deepEqual(wordsOf(' ... '), []);
});

test('Sounds of thinking carry no meaning', () => {
  assert.deepEqual(meaningfulWords('Um, at er ten'), ['at', 'ten']);
});

test.each([
  ['At ten.', 'um at ten', true],
  ['', 'hm', true],
  ['at ten', 'at eleven', false],
  ['at ten', 'at ten please', false],
])('"%s" and "%s": the same meaning is %s', (a, b, expected) => {
  assert.equal(sameMeaning(a, b), expected);
});
