import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { SlotSpecification } from '../contracts/memory.ts';
import { offeredIn, stillOffered } from './offered.ts';

const slot = (name: string, schema: SlotSpecification['schema'] = { type: 'string' }): SlotSpecification => ({
  name,
  description: name,
  schema,
  many: false,
});
const store = slot('store', { enum: ['Paris', 'Milan', 'Rome'] });

test('choices are offered in the order in which they were heard, as whole words only', () => {
  assert.deepEqual(offeredIn('We have it in Rome and in Milan; parisian style.', [store], []), [
    { slot: 'store', value: 'Rome', words: 'Rome' },
    { slot: 'store', value: 'Milan', words: 'Milan' },
  ]);
});

test('what a tool told is offered where it was said aloud, and not where it was kept back', () => {
  const results = [{ alternatives: [{ product: 'Harbour Coat', stock: 3 }, { product: 'Quay Jacket' }] }];
  const heard = 'The quay jacket is close to it.';
  const values = offeredIn(heard, [slot('products')], results).map(({ value }) => value);
  assert.deepEqual(values, ['Quay Jacket']);
});

test('numbers can be offered, and a circle of a thousand values is bounded', () => {
  const results = [{ size: Array.from({ length: 1_000 }, (_, size) => size) }];
  const heard = Array.from({ length: 100 }, (_, size) => `size ${size}`).join(', ');
  const offered = offeredIn(heard, [slot('size', { type: 'number' })], results);
  assert.equal(offered.length, 12);
  assert.deepEqual(offered[1], { slot: 'size', value: 1, words: '1' });
});

test('a choice within a longer one was not heard, unless it was heard by itself', () => {
  const size = slot('size', { enum: ['large', 'small', 'extra large'] });
  const values = (heard: string): unknown[] => offeredIn(heard, [size], []).map(({ value }) => value);
  assert.deepEqual(values('In extra large and in small.'), ['extra large', 'small']);
  assert.deepEqual(values('In extra large, small or large.'), ['extra large', 'small', 'large']);
});

test('a list stands until another list is heard; one name alone is no list', () => {
  const list = offeredIn('Paris or Rome', [store], []);
  assert.equal(stillOffered(list, offeredIn('Rome opens at ten.', [store], [])), list);
  const next = offeredIn('Milan or Paris', [store], []);
  assert.deepEqual(stillOffered(list, next), next);
  const sizes = offeredIn('In large or small', [slot('size', { enum: ['large', 'small'] })], []);
  assert.deepEqual(stillOffered(list, sizes), sizes);
});
