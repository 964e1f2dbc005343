/** "The second one" is the second of what was named last, and nothing where nothing was named. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { reopen, newFrame, askFor, type Frame } from './frame.ts';
import { defineIntent, oneOf } from './index.ts';
import { offeredIn } from './offered.ts';
import type { SlotValue } from './slot.ts';

const town = oneOf('town', { Bath: [], York: [], Ely: [] });
const intent = defineIntent({
  name: 'room',
  examples: 'a room in {town}',
  slots: { town: { is: town, ask: 'Where?' } },
  reply: 'Very well.',
});
const value = (name: string): SlotValue => ({ value: name, spoken: name });

function offering(...names: string[]): Frame {
  const frame = newFrame(intent, new Map());
  reopen(frame, { slot: 'town', say: 'Which one?', offers: names.map(value) });
  return frame;
}

test.each([
  ['the first one', 'Bath'],
  ['i take the second please', 'York'],
  ['the third', 'Ely'],
  ['rather the last one', 'Ely'],
  ['not the first the second', 'York'],
  ['the former', 'Bath'],
  ['the one by the river', undefined],
  ['is the first one of them any cheaper than the others', undefined],
])('Of Bath, York and Ely "%s" is %s', (words, meant) => {
  assert.equal(offeredIn(offering('Bath', 'York', 'Ely'), words.split(' '))?.get('town')?.value, meant);
});

test('Nobody means the third of two, or one of what was offered to another question', () => {
  assert.equal(offeredIn(offering('Bath', 'York'), ['the', 'third']), undefined);
  const frame = offering('Bath', 'York');
  askFor(frame, 'town');
  assert.equal(offeredIn(frame, ['the', 'first']), undefined);
});
