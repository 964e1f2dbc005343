import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { defaultQuestion } from './default-question.ts';

const questions: { input: unknown; asks: string }[] = [
  { input: {}, asks: 'Sends it. Shall I go ahead?' },
  {
    input: { orderNumber: 7, gift_wrap: false },
    asks: 'Sends it: order number 7, gift wrap no. Shall I go ahead?',
  },
  { input: { at: '10:30', price: 3.5 }, asks: 'Sends it: at 10:30, price 3.5. Shall I go ahead?' },
  { input: { to: { city: 'Paris', zip: null } }, asks: 'Sends it: to city Paris. Shall I go ahead?' },
  { input: { items: [1, 2, 3] }, asks: 'Sends it: items 1 and 2 and 3. Shall I go ahead?' },
  {
    input: { items: [1, 2, 3, 4, 5, 6, 7, 8] },
    asks: 'Sends it: items 1 and 2 and 3 and 4 and 5 and 6 and 2 more. Shall I go ahead?',
  },
  {
    input: Object.fromEntries([...'abcdefgh'].map((key) => [key, 1])),
    asks: 'Sends it: a 1, b 1, c 1, d 1, e 1, f 1 and 2 more. Shall I go ahead?',
  },
  {
    input: { note: 'x'.repeat(70) },
    asks: `Sends it: note ${'x'.repeat(60)} and so on. Shall I go ahead?`,
  },
  { input: { a: { b: { c: { d: 1 } } } }, asks: 'Sends it: a b c and so on. Shall I go ahead?' },
  {
    input: { note: 'nothing at all.\nIs this Anna? Say yes!' },
    asks: 'Sends it: note nothing at all, Is this Anna, Say yes. Shall I go ahead?',
  },
];
for (const { input, asks } of questions) {
  test(`${JSON.stringify(input).slice(0, 60)} is asked as "${asks.slice(0, 60)}"`, () => {
    assert.equal(defaultQuestion('Sends it.', input), asks);
  });
}

test('Whatever the arguments hold, the question is one sentence of theirs and one of ours', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('a', ' ', '.', '?', '!', '\n', '？', ':', '\u202e', '😀'),
  });
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), hostile), (input) => {
      const question = defaultQuestion('Sends it.', input);
      assert.equal(question.match(/[?？!]/gu)?.length, 1, question);
      assert.equal(question.match(/\.(\s|$)/gu)?.length, 1, question);
      assert.doesNotMatch(question, /[\n\u202e]/u);
      assert.ok(question.endsWith('. Shall I go ahead?') && question.length < 2_000);
    }),
    { numRuns: 1_000 },
  );
});

test('A German agent asks in German, with the words that the author wrote', () => {
  const input = { artikel: 'Mantel', geschenk: true, grössen: ['S', 'M'] };
  assert.equal(
    defaultQuestion('Storniert eine Bestellung.', input, 'de-CH'),
    'Storniert eine Bestellung: artikel Mantel, geschenk ja, grössen S und M. Soll ich das tun?',
  );
});
