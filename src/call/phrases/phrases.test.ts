import assert from 'node:assert/strict';
import { test } from 'vitest';
import { englishPhrases } from './english.ts';
import { germanPhrases } from './german.ts';
import { stockPhrasesOf } from './phrases.ts';

test.each([
  { language: 'en-US', phrases: englishPhrases },
  { language: 'de-CH', phrases: germanPhrases },
  { language: 'DE', phrases: germanPhrases },
  { language: 'fr-FR', phrases: englishPhrases },
])('$language has its phrases', ({ language, phrases }) => {
  assert.equal(stockPhrasesOf(language), phrases);
});

test.each([englishPhrases, germanPhrases])(
  'What tells of a lost line asks nothing: an open question stays open',
  (phrases) => {
    assert.ok(!phrases.lineBack.includes('?') && !phrases.cutOff.includes('?'));
    assert.ok(
      !phrases.timeOver.includes('?') && !phrases.goodbye.includes('?') && !phrases.giveUp.includes('?'),
    );
  },
);
