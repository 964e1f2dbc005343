import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { ClauseSplitter } from './clause-splitter.ts';

const options = { firstClauseMinLetters: 10, clauseMaxLetters: 60 };

/** Feeds the text word by word, as models stream it. */
function split(text: string): string[] {
  const splitter = new ClauseSplitter(options);
  const words = text.match(/\S+\s*/g) ?? [];
  return [...words.flatMap((word) => splitter.push(word)), ...splitter.end()];
}

const texts: { name: string; text: string; clauses: string[] }[] = [
  { name: 'a sentence is one clause', text: 'We open at ten.', clauses: ['We open at ten.'] },
  {
    name: 'the first clause may end at a comma, later ones at sentences',
    text: 'Yes, of course, we open at ten, and close at eight. On Sunday, we rest.',
    clauses: ['Yes, of course,', 'we open at ten, and close at eight.', 'On Sunday, we rest.'],
  },
  {
    name: 'a first clause that is too short for a voice goes on',
    text: 'Well, that depends.',
    clauses: ['Well, that depends.'],
  },
  {
    name: 'an abbreviation ends no sentence',
    text: 'Please ask for Dr. Brown at the desk. She is in.',
    clauses: ['Please ask for Dr. Brown at the desk.', 'She is in.'],
  },
  {
    name: 'a decimal point ends no sentence',
    text: 'It costs 3.50 in all. Thank you.',
    clauses: ['It costs 3.50 in all.', 'Thank you.'],
  },
  {
    name: 'a line break ends a clause',
    text: 'First the shoes\nthen the coats',
    clauses: ['First the shoes', 'then the coats'],
  },
  {
    name: 'what has no punctuation is cut at a space by the longest length',
    text: 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen',
    clauses: ['one two three four five six seven eight nine ten eleven twelve', 'thirteen fourteen'],
  },
  { name: 'what cannot be spoken is no clause', text: ' ... !? ', clauses: [] },
];

for (const { name, text, clauses } of texts) {
  test(`ClauseSplitter: ${name}`, () => assert.deepEqual(split(text), clauses));
}

test('A clause is spoken as soon as it is certain, and not before', () => {
  const splitter = new ClauseSplitter(options);
  assert.deepEqual(splitter.push('We open at ten.'), [], 'it might be ten.30');
  assert.deepEqual(splitter.push(' On'), ['We open at ten.']);
});

test('No letter is lost, doubled or moved, however the text arrives', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', ',', '.', '?', '\n'), maxLength: 300 });
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (whole, sizes) => {
      const splitter = new ClauseSplitter(options);
      const clauses: string[] = [];
      for (let at = 0, turn = 0; at < whole.length; turn += 1) {
        const size = sizes[turn % sizes.length]!;
        clauses.push(...splitter.push(whole.slice(at, at + size)));
        at += size;
      }
      clauses.push(...splitter.end());
      const letters = (value: string): string => value.replace(/[^a-z0-9]/g, '');
      assert.equal(letters(clauses.join(' ')), letters(whole));
    }),
    { seed: 20261122 },
  );
});
