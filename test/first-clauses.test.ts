/**
 * Three rooms ask when the first clause has come, and may not ask each other: the call, which speaks it; models/,
 * which hands an answer on at it; providers/openai, which gives a stream up that never makes one. Here they meet.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { newSplitter } from '../src/call/active-reply.ts';
import { ClauseWatch } from '../src/models/clause-watch.ts';
import { FirstClause } from '../src/providers/openai/first-clause.ts';

/** What decides: ends of sentences, pauses, abbreviations, brackets, line breaks, and words between them. */
const marks = [
  '. ',
  '.',
  '!',
  '? ',
  '…',
  ', ',
  ',',
  '; ',
  ': ',
  '– ',
  '—',
  ' ',
  '  ',
  '\n',
  '\t',
  '"',
  '” ',
  ') ',
  '(',
];
const words = [
  'Dr. ',
  'e.g. ',
  '3.5',
  'Yes',
  'well',
  'Solène',
  'of course',
  'unforgettable',
  '7',
  'x'.repeat(60),
];
const token = fc.constantFrom(...marks, ...words);
const pieces = fc.array(
  fc.array(token, { maxLength: 4 }).map((tokens) => tokens.join('')),
  { maxLength: 24 },
);

/** The number of the push with which something is found; Infinity where it never is. */
function foundAt(texts: readonly string[], push: (text: string) => boolean): number {
  const index = texts.findIndex((text) => push(text));
  return index < 0 ? Infinity : index;
}

function byCall(texts: readonly string[]): number {
  const splitter = newSplitter();
  return foundAt(texts, (text) => splitter.push(text).length > 0);
}

test('models/ hands an answer on at the very piece at which the call would speak', () => {
  fc.assert(
    fc.property(pieces, (texts) => {
      const watch = new ClauseWatch();
      assert.equal(
        foundAt(texts, (text) => watch.push({ type: 'text-delta', text })),
        byCall(texts),
      );
    }),
    { seed: 20261122, numRuns: 5_000 },
  );
});

test('providers/openai never sees a first clause later than the call does', () => {
  let found = 0;
  fc.assert(
    fc.property(pieces, (texts) => {
      const clause = new FirstClause();
      const at = foundAt(texts, (text) => {
        clause.push(text);
        return clause.found;
      });
      const call = byCall(texts);
      if (call < Infinity) found += 1;
      assert.ok(at <= call, `${at} after ${call}: ${JSON.stringify(texts)}`);
    }),
    { seed: 20261122, numRuns: 5_000 },
  );
  assert.ok(found > 1_000, `only ${found} of the texts make a clause`);
});

test.each([
  ['letters that trickle', 'so and so and so and so and so and so'],
  ['marks without a word', '... --- ... , ; : ! ? * * * "" () - , '],
  ['white space', ' \n \n\t  '.repeat(40)],
])('providers/openai does not take %s for a clause', (_, text) => {
  const clause = new FirstClause();
  for (const letter of text) clause.push(letter);
  assert.equal(clause.found, false);
});
