import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { digits } from './digits-slot.ts';
import type { SlotContext } from './slot.ts';
import { wordsOf } from './words.ts';

const context = (asked: boolean): SlotContext => ({
  today: { year: 2026, month: 11, day: 23 },
  minuteOfDay: 0,
  asked,
});

const found = (text: string, length: number, asked = false): string[] =>
  digits('number', { length })
    .find(wordsOf(text), context(asked))
    .map(({ value }) => value);

test.each([
  ['four one zero zero zero five', 6, ['410005']],
  ['four one double oh oh five', 6, ['410005']],
  ['it is 41 00 05 thank you', 6, ['410005']],
  ['triple nine twelve', 5, ['99912']],
  ['forty one thirty two five', 5, ['41325']],
  ['410005 and my postcode is 12172', 6, ['410005']],
  ['410005 and my postcode is 12172', 5, ['12172']],
  ['one two three', 5, []],
  ['one two three four five six', 5, []],
  ['nobody at home', 3, []],
  ['double trouble', 2, []],
])('"%s" as a number of %i digits', (text, length, values) => {
  assert.deepEqual(found(text, length), values);
});

test.each([
  ['want to one seven two', '12172'],
  ['to six six one five', '26615'],
  ['two six six one for', '26614'],
])('"%s" is %s where it was asked for, and nothing where it was not', (text, value) => {
  assert.deepEqual(found(text, 5, true), [value]);
  assert.deepEqual(found(text, 5), []);
});

test('three words that only sound like digits are too many', () => {
  assert.deepEqual(found('to for to one two', 5, true), []);
});

test('whatever number is read out is found, and is read back as it was said', () => {
  const number = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(number, (all) => {
      const slot = digits('number', { length: all.length });
      const [only] = slot.find(
        all.map((digit) => 'zero one two three four five six seven eight nine'.split(' ')[digit]!),
        context(false),
      );
      assert.equal(only?.value, all.join(''));
      assert.deepEqual(found(only.spoken, all.length), [only.value]);
    }),
  );
});

test('the phrases have every digit at their beginning, and are numbers', () => {
  const { phrases } = digits('number', { length: 5 });
  assert.equal(new Set(phrases.map((phrase) => phrase.split(' ')[0])).size, 10);
  for (const phrase of phrases) assert.equal(found(phrase, 5).length, 1, phrase);
});
