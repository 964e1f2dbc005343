/** What counts as remembered, by what a call has told of its slots. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { CallEvent } from '../../contracts/events.ts';
import { holdsNothing, remembers, tellMemory } from './memory.ts';

function learnt(slots: Record<string, readonly unknown[]>, intent?: string): CallEvent {
  const remembered = Object.entries(slots).map(([name, values]) => [
    name,
    values.map((value) => ({ value, turn: 0, words: '', confidence: 1 })),
  ]);
  return {
    callId: 'c',
    legId: 'l',
    seq: 0,
    atMs: 0,
    mediaMs: 0,
    type: 'slots-extracted',
    turn: 0,
    intent,
    changed: [],
    afterMs: 5,
    slots: Object.fromEntries(remembered),
  };
}

const first = learnt({ store: ['Paris'], size: [38, 40] }, 'book');
const corrected = learnt({ store: ['Milan'], size: [38, 40], guests: [{ name: 'a', age: 7 }] }, 'book');
const cleared = learnt({ size: [40] });

test.each<[what: string, events: CallEvent[], slot: string, wanted: unknown, isSo: boolean]>([
  ['nothing before anything was learnt', [], 'store', 'Paris', false],
  ['the value of the latest turn', [first, corrected], 'store', 'Milan', true],
  ['not the one that was corrected', [first, corrected], 'store', 'Paris', false],
  ['one of several', [first], 'size', 40, true],
  ['not a value of another kind', [first], 'size', '40', false],
  ['all of several, in any order', [first], 'size', [40, 38], true],
  ['not a part as if it were all', [first], 'size', [40], false],
  ['not more than there are', [first], 'size', [38, 40, 42], false],
  ['not the same one twice', [first], 'size', [38, 38], false],
  ['a pattern', [corrected], 'store', /^mil/i, true],
  ['a part of an object', [corrected], 'guests', { age: 7 }, true],
  ['nothing of a slot that is not there', [first], 'colour', 'blue', false],
])('It remembers %s', (_, events, slot, wanted, isSo) => {
  assert.equal(remembers(events, slot, wanted), isSo);
});

test('A slot that is no longer there holds nothing', () => {
  assert.equal(holdsNothing([first], 'store'), false);
  assert.equal(holdsNothing([first, cleared], 'store'), true);
  assert.equal(holdsNothing([first, cleared], 'size'), false);
});

test('What is remembered is told as it would be expected', () => {
  assert.equal(tellMemory([]), 'It has learnt nothing yet.');
  assert.equal(
    tellMemory([first]),
    'It remembers { store: ["Paris"], size: [38, 40] }, and that the caller wants "book".',
  );
});
