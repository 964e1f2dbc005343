import assert from 'node:assert/strict';
import { test } from 'vitest';
import { estimatedWords } from './spoken-word.ts';

test('Words without timings are spread over the audio by their letters', () => {
  assert.deepEqual(estimatedWords('ab cdef', 7_000, 8_000), [
    { textStart: 0, textEnd: 2, startSample: 0, endSample: 2_000 },
    { textStart: 3, textEnd: 7, startSample: 3_000, endSample: 7_000 },
  ]);
});

test('While the length is not known nobody is thought to speak faster than a slow reader', () => {
  const [first, second] = estimatedWords('ab cdef', undefined, 8_000);
  assert.equal(first?.endSample, 2 * 120 * 8);
  assert.equal(second?.endSample, 7 * 120 * 8);
});

test('Silence says no words', () => {
  assert.deepEqual(estimatedWords('ab cdef', 0, 8_000), []);
  assert.deepEqual(estimatedWords('', 8_000, 8_000), []);
});
