import assert from 'node:assert/strict';
import { test } from 'vitest';
import { background } from './background.ts';
import { IntentClassifier, type LabelledSentence } from './intent-classifier.ts';
import { wordsOf } from './words.ts';

const intents = [
  ['where is my order', 'track my order', 'has my order been sent', 'when does my order arrive'],
  ['i want to return this', 'can i send it back', 'how do i return a coat', 'i would like a refund'],
  ['what does it cost', 'how much is the coat', 'what is the price', 'how expensive is it'],
];
const examples: LabelledSentence[] = intents.flatMap((texts, label) =>
  texts.map((text) => ({ words: wordsOf(text), label })),
);
const others = background.map((text) => wordsOf(text));
const classifier = new IntentClassifier(intents.length, examples, others);

for (const [said, label] of [
  ['could you track the order please', 0],
  ['order been sent', 0],
  ['i want my money a refund', 1],
  ['much is the coat', 2],
  ['how expensive are they', 2],
] as const) {
  test(`"${said}" is understood, though no example says it`, () => {
    const found = classifier.classify(wordsOf(said));
    assert.equal(found.label, label);
    assert.ok(found.confidence > 0.4, String(found.confidence));
  });
}

for (const said of ['the elephants dance at night', 'what is the weather in spain', 'xyzzy', '']) {
  test(`"${said}" is none of them`, () => {
    assert.ok(classifier.classify(wordsOf(said)).confidence < 0.4);
  });
}

test('strange words around a known one make it less sure', () => {
  const plain = classifier.classify(wordsOf('track my order')).confidence;
  const strange = classifier.classify(wordsOf('zebra quilt track lantern my violet order')).confidence;
  assert.ok(strange < plain);
});

test('the same examples always give the same weights', () => {
  const again = new IntentClassifier(intents.length, examples, others);
  for (const text of ['a refund', 'how much', 'hello']) {
    assert.deepEqual(again.classify(wordsOf(text)), classifier.classify(wordsOf(text)));
  }
});

test('probabilities add up to one', () => {
  const sum = classifier.probabilities(wordsOf('return the coat')).reduce((total, one) => total + one, 0);
  assert.ok(Math.abs(sum - 1) < 1e-5);
});

test('without any background a classifier still tells its intents apart', () => {
  const bare = new IntentClassifier(intents.length, examples, []);
  assert.equal(bare.classify(wordsOf('what is the price of it')).label, 2);
});
