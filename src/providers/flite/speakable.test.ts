import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { LexiconMatcher } from './lexicon.ts';
import { makeSpeakable } from './speakable.ts';

const american = { dayFirst: false };
const nothing = new LexiconMatcher();

const readings: [written: string, spoken: string][] = [
  // What flite reads well is left to it.
  ['Dr. Smith owes $10.50, doesn\u2019t he?', "Dr. Smith owes $10.50, doesn't he?"],
  ['HELLO THERE, 50% off on the 3rd', 'HELLO THERE, 50% off on the 3rd'],
  // Typography, accents, markup, emoji, other scripts.
  ['Caf\u00e9 \u201cM\u00fcller\u201d \u2014 now', 'Cafe "Muller", now'],
  ['**bold** and _this_ [link]', 'bold and this link'],
  ['one \u{1F642} two \u041F\u0440\u0438\u0432\u0435\u0442 three', 'one two three'],
  ['Well \u2013 yes - no', 'Well, yes, no'],
  ['and/or 1/2', 'and or 1/2'],
  // Addresses.
  ['See https://www.example.com/help/a1b2?x=1.', 'See example dot com slash help.'],
  ['mail jane.doe@my-shop.co now', 'mail jane dot doe at my dash shop dot co now'],
  ['antiphon.dev is up', 'antiphon dot dev is up'],
  // Dates and times.
  ['on 2026-03-05.', 'on March 5th, 20 26.'],
  ['on 3/5/2026', 'on March 5th, 20 26'],
  ['on 2026-13-05', 'on 2026-13-05'],
  ['in 2005-01-11', 'in January 11th, 2005'],
  ['Jan. 5 or 6 Feb, in March', 'January 5 or 6 February, in March'],
  ['Mon. at nine; the sun.', 'Monday at nine; the sun.'],
  ['at 15:30', 'at 15 30'],
  ['at 14:00', "at 14 o'clock"],
  ['at 9:05 am, 9 p.m. sharp', 'at 9 oh 5 A.M, 9 P.M sharp'],
  ['at 00:15', 'at 12 15 A.M'],
  ['a score of 31:75', 'a score of 31:75'],
  // Money, measures, numbers.
  ['\u20ac20, \u20ac1, \u00a35.50 and 5 \u20ac', '20 euros, 1 euro, 5 pounds 50 pence and 5 euros'],
  ['\u20ac1,250.75 (\u20ac3.5)', '1,250 euros 75 cents (3 euros 50 cents)'],
  ['25\u00b0C, 70\u00b0', '25 degrees Celsius, 70 degrees'],
  ['5 km, 10kg', '5 kilometers, 10 kilograms'],
  ['open 9\u201317 or 9-5', 'open 9 to 17 or 9 to 5'],
  ['call 800-555-0199', 'call 800-555-0199'],
  ['order 48213, 12345678', 'order 48213, 1 2 3 4 5 6 7 8'],
  ['room #5, No. 7', 'room number 5, number 7'],
  // Abbreviations and initialisms.
  ['Ms. Lee, Acme Co., e.g. this', 'miz Lee, Acme company, for example this'],
  ['the API and APIs, an AI; AIM', 'the A.P.I and A.P.Is, an A.I; AIM'],
  ['salt & pepper, R&D', 'salt and pepper, R and D'],
  // Nothing to say.
  ['', ''],
  [' ... \u2014 !? \u{1F642}', ''],
  ['\u041F\u0440\u0438\u0432\u0435\u0442', ''],
];

for (const [written, spoken] of readings) {
  test(`"${written}" is spoken as "${spoken}"`, () => {
    assert.equal(makeSpeakable(written, nothing, american).spoken, spoken);
  });
}

test('outside of America the day comes first', () => {
  assert.equal(makeSpeakable('3/5/2026', nothing, { dayFirst: true }).spoken, 'May 3rd, 20 26');
});

test('a lexicon replaces whole words, the longest first, before any rule', () => {
  const lexicon = new LexiconMatcher({
    Siobhan: 'shivawn',
    Niamh: 'neev',
    'Niamh Ros': 'neev ross',
    'C++': 'see plus plus',
    API: 'appy',
    'caf\u00e9': 'ka-fay',
    '': 'never',
  });
  const read = (text: string): string => makeSpeakable(text, lexicon, american).spoken;
  assert.equal(read("Siobhan's call, Siobhans"), "shivawn's call, Siobhans");
  assert.equal(read('Niamh Ros or Niamh.'), 'neev ross or neev.');
  assert.equal(read('C++ and its API'), 'see plus plus and its appy');
  assert.equal(read('a caf\u00e9'), 'a ka-fay');
});

test('every span says where its words were written', () => {
  const text = 'Siobhan owes \u20ac20, today.';
  const { spoken, spans } = makeSpeakable(text, new LexiconMatcher({ Siobhan: 'shivawn' }), american);
  const pairs = spans.map(({ textStart, textEnd, spokenStart, spokenEnd }) => [
    text.slice(textStart, textEnd),
    spoken.slice(spokenStart, spokenEnd),
  ]);
  assert.deepEqual(pairs, [
    ['Siobhan', 'shivawn'],
    ['owes', 'owes'],
    ['\u20ac20', '20 euros'],
    [',', ','],
    ['today.', 'today.'],
  ]);
});

test('any text becomes printable ASCII with spans in order', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(...readings.map(([written]) => written)),
    fc.string({
      unit: fc.constantFrom('1', '0', ':', '/', '-', '.', ',', '\u20ac', ' ', 'a', 'm', '\u00b0', '@', '&'),
    }),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 4 }), (parts) => {
      const text = parts.join(' ');
      const { spoken, spans } = makeSpeakable(text, nothing, american);
      assert.match(spoken, /^[\x20-\x7e]*$/);
      let spokenAt = 0;
      let textAt = 0;
      for (const span of spans) {
        assert.ok(span.spokenStart >= spokenAt && span.spokenEnd > span.spokenStart);
        assert.ok(span.textStart >= textAt && span.textEnd > span.textStart);
        spokenAt = span.spokenEnd;
        textAt = span.textEnd;
      }
      assert.ok(spokenAt <= spoken.length && textAt <= text.length);
    }),
  );
});
