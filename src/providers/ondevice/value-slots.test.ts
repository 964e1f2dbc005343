import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Slot, SlotContext } from './slot.ts';
import { anything, number, oneOf, pattern } from './value-slots.ts';
import { wordsOf } from './words.ts';

const context: SlotContext = { today: { year: 2026, month: 11, day: 23 }, minuteOfDay: 0, asked: false };

function valuesIn<Value>(slot: Slot<Value>, text: string, asked = false): Value[] {
  return slot.find(wordsOf(text), { ...context, asked }).map((found) => found.value);
}

const floor = oneOf('floor', {
  shoes: ['boots', 'sneakers'],
  'men’s shoes': ['shoes for men'],
  watches: ['timepieces'],
  children: ["children's clothes"],
});

for (const [said, expected] of [
  ['where are the shoes', ['shoes']],
  ['a shoe', ['shoes']],
  ["the men's shoes", ['men’s shoes']],
  ['mens shoes please', ['men’s shoes']],
  ['a watch and boots', ['watches', 'shoes']],
  ['childrens clothes', ['children']],
  ['timepeces', ['watches']],
  ['sneeker', ['shoes']],
  ['choose', []],
  ['', []],
] as const) {
  test(`"${said}" names ${expected.join(' and ') || 'nothing'}`, () => {
    assert.deepEqual(valuesIn(floor, said), expected);
  });
}

test('an exact name wins over a similar one', () => {
  const names = oneOf('name', { martin: [], marvin: [] });
  assert.deepEqual(valuesIn(names, 'marvin'), ['marvin']);
});

test('an ordinary word is not taken for one that is misheard', () => {
  const material = oneOf('material', { leather: [] });
  assert.deepEqual(valuesIn(material, 'is it lether'), ['leather']);
  assert.deepEqual(valuesIn(material, 'how is the weather'), []);
});

for (const [said, expected] of [
  ['two', [2]],
  ['twenty one', [21]],
  ['two hundred and five', [205]],
  ['a hundred', [100]],
  ['between three and seven', [3, 7]],
  ['15', [15]],
  ['none at all', []],
] as const) {
  test(`the numbers in "${said}" are ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(valuesIn(number(), said), expected);
  });
}

test('a number out of range is none', () => {
  assert.deepEqual(valuesIn(number({ min: 1, max: 12 }), 'twenty or ten'), [10]);
});

test('a pattern finds words and says where they stand', () => {
  const order = pattern('order', /\b[a-z] \d{3}\b/, { say: (text) => text.toUpperCase() });
  const [found] = order.find(wordsOf('my order is B 123 please'), context);
  assert.deepEqual(found, { value: 'b 123', spoken: 'B 123', start: 3, end: 5 });
});

test('anything is taken where it was asked for, and only there', () => {
  assert.deepEqual(valuesIn(anything('message'), 'my coat is ready'), []);
  assert.deepEqual(valuesIn(anything('message'), 'my coat is ready', true), ['my coat is ready']);
});
