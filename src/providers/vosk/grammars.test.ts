import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Grammars } from './grammars.ts';

const phrases = ['yes please', 'no'];

test('nothing but the phrases is likely where no digits are expected', () => {
  const grammars = new Grammars(() => true);
  assert.deepEqual(grammars.of({ phrases, expects: 'yes-no' }), { grammar: phrases, digits: undefined });
  assert.equal(grammars.of({ phrases }), grammars.of({ phrases, expects: 'free' }));
});

test('numbers are likely beside the phrases where digits are expected', () => {
  const { grammar, digits } = new Grammars(() => true).of({ phrases, expects: '5 digits' });
  assert.equal(digits, 5);
  assert.deepEqual(grammar?.slice(0, 2), phrases);
  assert.ok(grammar.length > 250 && grammar.length < 1000, `${grammar.length}`);
});

test('any number of digits is not counted', () => {
  const { grammar = [], digits } = new Grammars(() => true).of({ phrases, expects: 'number' });
  assert.equal(digits, undefined);
  assert.ok(grammar.includes('double five'));
});

test('to a model that lacks a digit none are added, and no phrases are no grammar', () => {
  const grammars = new Grammars((word) => word !== 'seven');
  assert.deepEqual(grammars.of({ phrases, expects: '5 digits' }), { grammar: phrases, digits: undefined });
  assert.equal(grammars.of({ phrases: [] }).grammar, undefined);
});

test('the same is made once for all calls, and so many are kept', () => {
  let looked = 0;
  const grammars = new Grammars(() => {
    looked += 1;
    return true;
  });
  const first = grammars.of({ phrases });
  const lookedOnce = looked;
  assert.equal(grammars.of({ phrases: [...phrases] }), first);
  assert.equal(looked, lookedOnce);
  for (let other = 0; other < 16; other += 1) grammars.of({ phrases: [`word ${other}`] });
  assert.notEqual(grammars.of({ phrases }), first);
});
