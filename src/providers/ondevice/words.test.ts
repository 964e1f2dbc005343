import assert from 'node:assert/strict';
import { test } from 'vitest';
import { sayCardinal, sayOrdinal, cardinalAt, ordinalAt } from './numbers.ts';
import { withinOneEdit, wordsOf } from './words.ts';

for (const [text, words] of [
  ['Where are the SHOES?', ['where', 'are', 'the', 'shoes']],
  ['um where uh are they', ['where', 'are', 'they']],
  ['[unk] shoes <unk> please', ['shoes', 'please']],
  ["it's at three o'clock", ["it's", 'at', 'three', "o'clock"]],
  ['3 P.M. or 4pm', ['3', 'pm', 'or', '4', 'pm']],
  ['15:30, 2026-11-26', ['15:30', '2026-11-26']],
  ['twenty-first', ['twenty', 'first']],
  ['the café – please…', ['the', 'cafe', 'please']],
  ["'quoted'", ['quoted']],
  ['  ', []],
] as const) {
  test(`the words of ${JSON.stringify(text)}`, () => assert.deepEqual(wordsOf(text), words));
}

test('one edit is one letter added, left out or another', () => {
  for (const [left, right] of [
    ['thursday', 'thirsday'],
    ['watch', 'watchs'],
    ['same', 'same'],
  ] as const) {
    assert.ok(withinOneEdit(left, right) && withinOneEdit(right, left));
  }
  assert.equal(withinOneEdit('monday', 'sunday'), false);
  assert.equal(withinOneEdit('abcd', 'ab'), false);
});

test('numbers are read as they are said', () => {
  for (let value = 0; value < 1000; value++) {
    assert.equal(cardinalAt(wordsOf(sayCardinal(value)), 0)?.value, value, sayCardinal(value));
  }
  for (let value = 1; value < 100; value++) {
    const words = wordsOf(sayOrdinal(value));
    assert.deepEqual(ordinalAt(words, 0), { value, length: words.length }, sayOrdinal(value));
  }
});
