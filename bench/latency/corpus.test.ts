import assert from 'node:assert/strict';
import { test } from 'vitest';
import { tokensOf } from './caller-turn.ts';
import { corpus, parseSentence, replies } from './corpus.ts';

test('there is enough to say: no sentence twice, and pauses in a third of them', () => {
  const sentences = new Set(corpus.map((words) => words.map(({ text }) => text).join(' ')));
  assert.equal(sentences.size, corpus.length);
  assert.ok(corpus.length >= 150, `${corpus.length} sentences`);
  const paused = corpus.filter((words) => words.some(({ pauses }) => pauses)).length;
  assert.ok(paused >= corpus.length / 3, `${paused} with a pause`);
});

test('nobody can read an ending off a capital or a full stop', () => {
  for (const word of corpus.flat()) assert.match(word.text, /^[a-z']+$/);
});

test('no sentence ends in a pause: it would be no inner one', () => {
  for (const words of corpus) assert.equal(words.at(-1)?.pauses, false);
});

test('a mark belongs to the word before it', () => {
  assert.deepEqual(parseSentence('The zip | broke.'), [
    { text: 'the', pauses: false },
    { text: 'zip', pauses: true },
    { text: 'broke', pauses: false },
  ]);
});

test.each(replies)('25 words in 33 tokens, and none lost: %s', (reply) => {
  assert.equal(reply.split(' ').length, 25);
  const tokens = tokensOf(reply);
  assert.equal(tokens.length, 33);
  assert.equal(tokens.join(''), reply);
});
