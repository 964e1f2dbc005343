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
  ['what is it for', 'free'],
  ['my mother cannot walk is there a lift', 'free'],
  ['the screen is cracked so i want my money back', 'free'],
  ['if it rains can we come on sunday', 'free'],
  ['it was the tuesday i think', 'free'],
  ['a table for four please', 'free'],
  ['the green one', 'free'],
  ['it should end with an a please', 'free'],
  ['march the fourth nineteen eighty two', 'free'],
  ['cancel my order', 'free'],
  ['so what happens now', 'free'],
  ['yes', 'yes-no'],
  ['yes please', 'yes-no'],
  ['no thank you', 'yes-no'],
  ['five five five one two three four five six seven', 'phone-number'],
  ['anna at example dot com', 'email'],
  ['forty two', 'number'],
  ['friday', 'date'],
  ['the fourth of may', 'date'],
  ['on the 21st of june', 'date'],
  ['may the fourth nineteen eighty two', 'date'],
] as const)('"%s" is complete where %s is expected', (transcript, expects) => {
  assert.ok(completeness(transcript, expects) > half);
});

test.each([
  ['i would like to', 'free'],
  ['on friday and', 'free'],
  ['can i have the', 'free'],
  ['well um', 'free'],
  ['i have the date here let me see', 'free'],
  ['i ordered two lamps', 'free'],
  ['i have an appointment at ten', 'free'],
  ['if i cancel altogether', 'free'],
  ['the number is four seven one', 'free'],
  ['my name is kay e', 'free'],
  ['it is to room', 'free'],
  ['could you call me back this', 'free'],
  ['the jacket broke when i wore it for', 'free'],
  ['my date of birth is the', 'free'],
  ['i', 'free'],
  ['five five five one', 'phone-number'],
  ['anna at example', 'email'],
  ['the third', 'date'],
  ['the fourth of may nineteen', 'date'],
  ['in may', 'date'],
  ['the fourth of', 'date'],
] as const)('after "%s" more is coming where %s is expected', (transcript, expects) => {
  assert.ok(completeness(transcript, expects) < half);
});

test.each([
  ['a question before a statement', 'do you have it in red', 'my parcel has not arrived yet'],
  ['a statement before a broken phrase', 'my parcel has not arrived yet', 'my parcel has not arrived at the'],
  [
    'a whole telephone number before a part',
    'zero seven eight four five two two six nine one',
    'zero seven eight',
  ],
  [
    'what follows from a statement before it',
    'it is broken and i want a new one',
    'it is broken since last week',
  ],
])('%s is answered sooner', (_, sooner, later) => {
  assert.ok(completeness(sooner) > completeness(later));
});

const heard = (transcript: string, pitchDropSemitones: number): number =>
  detector.completeness({
    transcript,
    expects: 'free',
    language: 'en',
    prosody: { energySlopeDb: -5, pitchDropSemitones },
  });

test('A statement that is let fall is over sooner than one whose voice is held', () => {
  const statement = 'i ordered two lamps last week';
  assert.ok(heard(statement, -8) > 0.8);
  assert.ok(heard(statement, -1) < half);
  assert.ok(heard('i would like a coat please', 0) >= 0.6, 'a request is answered within a second');
});

test('A question rises, and is over none the less', () => {
  assert.ok(heard('do you have it in red', 4) > 0.8);
});

test('No melody finishes a broken phrase', () => {
  assert.ok(heard('can you send it to the', -12) < half);
});

test.each([
  ['wann haben sie geöffnet', 'free'],
  ['ich möchte einen termin am freitag', 'free'],
  ['am dienstag um drei', 'free'],
  ['ich habe zwei lampen bestellt aber es war nur eine im karton', 'free'],
  ['meine mutter kann nicht laufen gibt es einen aufzug', 'free'],
  ['ja gerne', 'yes-no'],
] as const)('"%s" is complete in German', (transcript, expects) => {
  assert.ok(completeness(transcript, expects, 'de-DE') > half);
});

test.each([
  'ich möchte einen',
  'können sie mir sagen ob',
  'könnte ich bitte mit der',
  'wenn ich morgen komme',
  'meine nummer ist null eins sieben',
  'das paket ist nicht angekommen',
  'am dienstag ähm',
])('after "%s" more is coming in German', (transcript) => {
  assert.ok(completeness(transcript, 'free', 'de-DE') < half);
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

test('so many digits are waited for, and what is no digit is judged as anything else', () => {
  assert.ok(completeness('four one zero', '6 digits') < half);
  assert.ok(completeness('four one zero zero zero five', '6 digits') > half);
  const elsewise = "i don't know it";
  assert.equal(completeness(elsewise, '6 digits'), completeness(elsewise));
});
