import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { cutIntoPieces, endsSentence, pieceMaxChars } from './pieces.ts';

const cutTexts = (text: string): string[] =>
  cutIntoPieces(text).map(({ start, end }) => text.slice(start, end));

test('a clause of ordinary length is one piece', () => {
  assert.deepEqual(cutTexts('Good morning. How may I help you?'), ['Good morning. How may I help you?']);
  assert.deepEqual(cutTexts(''), []);
});

const word = 'word '.repeat(20);
const cases: { name: string; text: string; first: string }[] = [
  { name: 'after a sentence', text: `${word}end. ${word}so, ${word}${word}`, first: `${word}end. ` },
  { name: 'else after a comma', text: `${word}so, ${word}${word}`, first: `${word}so, ` },
  { name: 'else between words', text: word.repeat(4), first: 'word '.repeat(48) },
  { name: 'at last within one', text: 'x'.repeat(300), first: 'x'.repeat(pieceMaxChars) },
];
for (const { name, text, first } of cases) {
  test(`a long text is cut ${name}`, () => assert.equal(cutTexts(text)[0], first));
}

test('pieces make up the text, none too long, no character cut in half', () => {
  const unit = fc.oneof(fc.constantFrom('a', ' ', '. ', ', '), fc.constant('\u{1F642}'));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 1500, size: 'max' }), (text) => {
      const pieces = cutTexts(text);
      assert.equal(pieces.join(''), text);
      for (const piece of pieces) {
        assert.ok(piece.length > 0 && piece.length <= pieceMaxChars);
        assert.ok(piece.isWellFormed());
      }
    }),
  );
});

test('a sentence is known by its end', () => {
  for (const text of ['Yes.', 'Really?!', 'He said "no." ', 'Wait\u2026', '(Done.)'])
    assert.ok(endsSentence(text), text);
  for (const text of ['Well,', 'and', '', 'a.m. or']) assert.ok(!endsSentence(text), text);
});
