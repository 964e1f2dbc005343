import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  countDigits,
  digitPhrases,
  digitsAmong,
  digitsWanted,
  expectsDigits,
  readingPhrases,
} from './digits.ts';

test.each([
  ['6 digits', 6, true],
  ['number', undefined, true],
  ['phone-number', undefined, true],
  ['date', undefined, false],
  [undefined, undefined, false],
] as const)('where %s is expected, %s digits are wanted', (expects, count, any) => {
  assert.equal(digitsWanted(expects), count);
  assert.equal(expectsDigits(expects), any);
});

test.each([
  ['four one zero zero zero five', 6],
  ['my number is four one', 2],
  ['four one double oh five', 5],
  ['triple two six', 4],
  ['four double', undefined],
  ['four one please', undefined],
  ['i do not have it', undefined],
  ['', undefined],
])('"%s" says %s digits', (text, count) => {
  assert.equal(countDigits(text.split(' ')), count);
});

test('digits are counted among other words', () => {
  assert.equal(digitsAmong('shoe four three oh nine'.split(' ')), 4);
});

test('every digit follows every other alike often, and begins a number as often', () => {
  const whole = readingPhrases(5).slice(0, 1000);
  const pairs = new Map<string, number>();
  for (const number of whole) {
    const [first, second] = number.split(' ');
    pairs.set(`${first} ${second}`, (pairs.get(`${first} ${second}`) ?? 0) + 1);
  }
  assert.equal(new Set(whole).size, 1000);
  assert.deepEqual([pairs.size, new Set(pairs.values())], [100, new Set([10])]);
  assert.ok(whole.every((number) => number.split(' ').length === 5));
});

test('numbers are said in the other ways as well', () => {
  for (const said of ['four double five', 'oh seven', 'triple two', 'my number is four', "it's nine"]) {
    assert.ok(digitPhrases(6).includes(said), said);
  }
});
