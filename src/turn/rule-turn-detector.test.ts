import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { Expectation } from '../contracts/turn-detector.ts';
import { RuleTurnDetector } from './rule-turn-detector.ts';

const detector = new RuleTurnDetector();
const completeness = (transcript: string, expects: Expectation = 'free', language = 'en'): number =>
  detector.completeness({ transcript, expects, language });

/** Above this a caller has most likely finished, below it most likely not. */
const half = 0.5;

test.each([
  ['what are your opening hours', 'free'],
  ['i would like to book a fitting', 'free'],
  ['on friday at three', 'free'],
  ['thank you', 'free'],
  ['how are you', 'free'],
  ['what do you have', 'free'],
  ['of course not', 'free'],
  ['yes', 'yes-no'],
  ['yes please', 'yes-no'],
  ['no thank you', 'yes-no'],
  ['five five five one two three four five six seven', 'phone-number'],
  ['anna at example dot com', 'email'],
  ['forty two', 'number'],
] as const)('"%s" is complete where %s is expected', (transcript, expects) => {
  assert.ok(completeness(transcript, expects) > half);
});

test.each([
  ['i would like to', 'free'],
  ['on friday and', 'free'],
  ['can i have the', 'free'],
  ['well um', 'free'],
  ['i', 'free'],
  ['five five five one', 'phone-number'],
  ['anna at example', 'email'],
] as const)('after "%s" more is coming where %s is expected', (transcript, expects) => {
  assert.ok(completeness(transcript, expects) < half);
});

test('A language without rules is judged by length alone, and never with certainty', () => {
  const guess = completeness('je voudrais prendre rendez-vous', 'free', 'fr-FR');
  assert.ok(guess > half && guess < 0.9);
});

test('Whatever is said, the answer lies between 0 and 1', () => {
  const expectations = fc.constantFrom<Expectation>(
    'free',
    'yes-no',
    'number',
    'phone-number',
    'email',
    'date',
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), expectations, (transcript, expects) => {
      const value = completeness(transcript, expects);
      assert.ok(value >= 0 && value <= 1);
    }),
    { seed: 20261122 },
  );
});
