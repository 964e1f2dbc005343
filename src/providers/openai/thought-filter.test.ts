import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { ThoughtFilter } from './thought-filter.ts';

function spoken(pieces: readonly string[]): string {
  const filter = new ThoughtFilter();
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
}

const cases = [
  ['Good day.', 'Good day.'],
  [' Good day.', ' Good day.'],
  ['<think>Hm.</think>Good day.', 'Good day.'],
  ['\n<think>\nHm < 3 </ thin\n</think>\n\nGood day.', 'Good day.'],
  ['<think>Hm.', ''],
  ['<think>Hm.</think>', ''],
  ['<think>Hm.</think> \n', ''],
  ['<thi', '<thi'],
  ['<b>Good</b> day.', '<b>Good</b> day.'],
  ['I <think>so</think>.', 'I <think>so</think>.'],
] as const;

test.each(cases)('of %j is spoken %j', (text, expected) => {
  assert.equal(spoken([text]), expected);
  assert.equal(spoken([...text]), expected, 'letter by letter');
});

test('where the text is cut makes no difference', () => {
  fc.assert(
    fc.property(fc.constantFrom(...cases), fc.nat(60), fc.nat(60), ([text, expected], one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      assert.equal(spoken([text.slice(0, from), text.slice(from, to), text.slice(to)]), expected);
    }),
    { numRuns: 500 },
  );
});
