import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { clockInWords, cut, nameInWords, valueInWords } from './in-words.ts';

test.each<[unknown, string]>([
  ['the blue one', 'the blue one'],
  [38, '38'],
  [true, 'yes'],
  [null, 'nothing'],
  ['2026-04-02', '2 April 2026'],
  ['2026-04-02T11:00', '2 April 2026, 11:00'],
  ['2026-14-02', '2026-14-02'],
  [['silk', 'wool'], 'silk, wool'],
  [{ firstLine: 'Mill Lane 3', gift: false }, 'first line: Mill Lane 3, gift: no'],
  [Array.from({ length: 11 }, (_, index) => index), '0, 1, 2, 3, 4, 5, 6, 7, 3 more'],
  [{ a: { b: { c: { d: 1 } } } }, 'a: b: c: …'],
])('The value %j is read as "%s"', (value, words) => {
  assert.equal(valueInWords(value), words);
});

test('A name of the code becomes words, and a moment a time of the call', () => {
  assert.equal(nameInWords('deliveryAddress'), 'delivery address');
  assert.equal(nameInWords('track-repair'), 'track repair');
  assert.equal(clockInWords(67_900), '1:07');
});

test('Whatever a slot holds, its words keep to their place', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 400 }), (value, text) => {
      assert.ok([...valueInWords(value)].length <= 140);
      assert.ok([...cut(text)].length <= 140);
    }),
    { numRuns: 40 },
  );
  assert.match(valueInWords('long '.repeat(100)), /long…$/);
});
