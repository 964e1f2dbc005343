import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { normaliseWords } from './normalise.ts';

const cases: readonly [text: string, words: string, why: string][] = [
  ['Please HOLD, and  wait.', 'please hold and wait', 'case, punctuation, blanks'],
  ['... letters of your party’s name', "letters of your party's name", 'dots and curly apostrophes'],
  ["'quoted' rock 'n' roll o'clock", "quoted rock n roll o'clock", 'an apostrophe belongs inside a word'],
  ['not at their desk; I will', 'not at their desk i will', 'semicolons'],
  ['re-enter the pass-word', 're enter the pass word', 'hyphens'],
  ['press 1 or 12', 'press one or twelve', 'cardinals'],
  ['105 of 1,250', 'one hundred five of one thousand two hundred fifty', 'thousands'],
  ['007', 'zero zero seven', 'figures with a leading zero are read one by one'],
  ['the 1st, 22nd, 3rd and 40th', 'the first twenty second third and fortieth', 'ordinals'],
  ['2.5 seconds', 'two point five seconds', 'a point inside a number is spoken'],
  ['folder 6.', 'folder six', 'a point after a number is not'],
  ['8kHz', 'eight khz', 'figures and letters part'],
  ['A.M. and p.m.', 'am and pm', 'initials with points'],
  ['M I S D N', 'misdn', 'initials with blanks'],
  ['the PBX', 'the pbx', 'initials written together'],
  ['the 7 key for Q and', 'the seven key for q and', 'a letter alone stays alone'],
  ['dash [-]', 'dash', 'a note in square brackets'],
  ['<noise> hello (beep)', 'hello', 'notes in other brackets'],
  ['R&D at 50%', 'r and d at fifty percent', 'signs that are spoken'],
  ['Mr. Grey cancelled the colour catalogue', 'mister gray canceled the color catalog', 'variants'],
  ['recognised at the centre, analysed', 'recognized at the center analyzed', 'British endings'],
  ['promise, otherwise, advertise', 'promise otherwise advertise', 'words that are spelt with s everywhere'],
  ['our hour, four tour', 'our hour four tour', 'words that only look British'],
  ['café', 'cafe', 'accents'],
  ['O.K., OK', 'okay okay', 'initials that are a word'],
  ['[music]', '', 'only a note'],
  ['', '', 'nothing'],
];

test.each(cases)('%j is heard as "%s": %s', (text, words) => {
  assert.equal(normaliseWords(text).join(' '), words);
});

test('what has been normalised stays as it is', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom(...cases.map(([text]) => text)));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 3 }), (texts) => {
      const once = normaliseWords(texts.join(' ')).join(' ');
      assert.equal(normaliseWords(once).join(' '), once);
    }),
  );
});

test('words are never empty and hold letters and inner apostrophes only', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const word of normaliseWords(text)) assert.match(word, /^[a-z]+(?:'+[a-z]+)*$/);
    }),
  );
});
