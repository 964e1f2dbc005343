import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { wordErrors } from './word-errors.ts';

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

test.each([
  ['the same words', 'press one now', 'press one now', 0],
  ['one word for another', 'press one now', 'press two now', 1],
  ['a word too few', 'press one now', 'press now', 1],
  ['a word too many', 'press one now', 'press one one now', 1],
  ['nothing heard', 'press one now', '', 3],
  ['nothing said', '', 'so and so', 3],
  ['nothing at all', '', '', 0],
  ['everything wrong', 'roll call complete', 'play back of the list', 5],
  ['words in another order', 'one two', 'two one', 2],
  ['a compound heard in two', 'fast playback mode', 'fast play back mode', 0],
  ['a compound said in two', 'the mail box is full', 'the mailbox is full', 0],
  ['two compounds', 'voicemail playback', 'voice mail play back', 0],
  ['half of a compound is wrong', 'underscore', 'undo score', 2],
  ['letters of two words, cut elsewhere', 'an ice', 'a nice', 2],
])('%s', (_story, said, heard, errors) => {
  assert.equal(wordErrors(words(said), words(heard)), errors);
});

test('counted strictly, a compound cut in two is two errors', () => {
  assert.equal(wordErrors(['playback'], ['play', 'back'], { compounds: false }), 2);
  assert.equal(wordErrors(['play', 'back'], ['playback'], { compounds: false }), 2);
});

const sentence = fc.array(fc.constantFrom('a', 'b', 'ab', 'ba', 'abb'), { maxLength: 8 });

test('errors are the same in both directions, and never more than the longer sentence has words', () => {
  fc.assert(
    fc.property(sentence, sentence, fc.boolean(), (said, heard, compounds) => {
      const errors = wordErrors(said, heard, { compounds });
      assert.equal(errors, wordErrors(heard, said, { compounds }));
      assert.ok(errors <= Math.max(said.length, heard.length));
      if (!compounds) assert.ok(errors >= Math.abs(said.length - heard.length));
    }),
  );
});

test('nothing is wrong exactly where the letters agree and no word is cut but into two', () => {
  fc.assert(
    fc.property(sentence, sentence, (said, heard) => {
      if (wordErrors(said, heard) === 0) assert.equal(said.join(''), heard.join(''));
      if (said.join(' ') === heard.join(' ')) assert.equal(wordErrors(said, heard), 0);
    }),
  );
});
