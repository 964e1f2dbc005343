import assert from 'node:assert/strict';
import { test } from 'vitest';
import { backchannelsOf, turnLanguages } from './languages/languages.ts';
import { isFragment, takesFloor } from './lone-words.ts';

test.each([
  { language: 'en-US', fragments: ['the', 'and', 'in', 'hm', 'x'], words: ['room', 'und', 'wait'] },
  { language: 'de-DE', fragments: ['der', 'und', 'im', 'äh', 'x', 'ä'], words: ['zimmer', 'the', 'nein'] },
  { language: 'fr-FR', fragments: ['hm', 'x'], words: ['chambre', 'the', 'und'] },
])('$language: nobody says a fragment alone', ({ language, fragments, words }) => {
  for (const word of fragments) assert.ok(isFragment(word, language), word);
  for (const word of words) assert.ok(!isFragment(word, language), word);
});

test.each([
  { language: 'en-GB', takes: ['no', 'wait', 'but'], leaves: ['yes', 'nein', 'coat'] },
  { language: 'de', takes: ['nein', 'moment', 'stopp', 'aber'], leaves: ['ja', 'wait', 'mantel'] },
  { language: 'fr', takes: [], leaves: ['non', 'wait', 'nein'] },
])('$language: some words take the floor alone', ({ language, takes, leaves }) => {
  for (const word of takes) assert.ok(takesFloor(word, language), word);
  for (const word of leaves) assert.ok(!takesFloor(word, language), word);
});

test('What asks us to go on is known in each language; hums are understood everywhere', () => {
  assert.ok(backchannelsOf('en-US').includes('right'));
  assert.ok(backchannelsOf('de-AT').includes('genau'));
  assert.ok(!backchannelsOf('de-AT').includes('right'));
  for (const language of ['en', 'de', 'fr']) assert.ok(backchannelsOf(language).includes('mhm'), language);
});

test.each(Object.entries(turnLanguages))('%s: no word both takes the floor and leaves it', (_, language) => {
  const { fragments, floorTakers, backchannels } = language;
  for (const word of floorTakers) {
    assert.ok(!fragments.has(word) && !backchannels.includes(word), word);
  }
  for (const entry of [...fragments, ...backchannels]) assert.equal(entry, entry.toLowerCase());
});
