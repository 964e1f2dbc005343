import assert from 'node:assert/strict';
import { test } from 'vitest';
import { toGrammar } from './grammar.ts';

const vocabulary = new Set(["o'clock", 'a', 'at', 'doctor', 'nine', 'please', 'ray', 'see', 'to', 'x']);
const hasWord = (word: string): boolean => vocabulary.has(word);

const stories: { name: string; phrases: string[]; grammar: string[] | undefined }[] = [
  {
    name: 'lowers case and drops marks',
    phrases: ["At nine o'clock, please!"],
    grammar: ["at nine o'clock please"],
  },
  {
    name: 'takes a typographic apostrophe for a plain one',
    phrases: ['nine o’clock'],
    grammar: ["nine o'clock"],
  },
  { name: 'parts words at hyphens', phrases: ['X-ray'], grammar: ['x ray'] },
  {
    name: 'cuts a phrase at a word unknown to the model',
    phrases: ['see doctor Zvqx please'],
    grammar: ['see doctor', 'please'],
  },
  { name: 'says each phrase once', phrases: ['see a doctor', 'See a doctor.'], grammar: ['see a doctor'] },
  { name: 'is none at all when no word is known', phrases: ['zvqx', '', '42'], grammar: undefined },
  { name: 'is none at all without phrases', phrases: [], grammar: undefined },
];

for (const { name, phrases, grammar } of stories) {
  test(`a grammar ${name}`, () => assert.deepEqual(toGrammar(phrases, hasWord), grammar));
}

test('a grammar has a bound', () => {
  const phrases = Array.from({ length: 5000 }, (_, index) => `word${index}`);
  assert.equal(toGrammar(phrases, () => true)!.length, 2000);
});
