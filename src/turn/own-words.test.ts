import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { justSaid, withoutOwnWords } from './own-words.ts';

const ours = justSaid(
  'We are open every day from nine in the morning until six in the',
  'evening, and on Fridays we stay until eight.',
);

test('what may come back is what we have just said, and what was on its way', () => {
  assert.equal(ours, 'day from nine in the morning until six in the evening and on fridays');
});

describe('over our voice a recogniser hears', () => {
  for (const [said, left] of [
    ['six in the evening', ''],
    ['until six in the evening and', ''],
    ['until sick in the evening', ''],
    ['sin the morning until', ''],
    ['six in the evening what about Sundays', 'what about sundays'],
    ['wait six in the evening', 'wait'],
    ['hello I have a question', 'hello I have a question'],
    ['six', 'six'],
    ['on Sunday please', 'on Sunday please'],
    ['', ''],
  ] as const) {
    test(`"${said}": the caller's part of it is "${left}"`, () => {
      assert.equal(withoutOwnWords(said, ours), left);
    });
  }
});

test('a word that stands apart in both is not enough, two in another order neither', () => {
  assert.equal(withoutOwnWords('evening six', ours), 'evening six');
});
