import assert from 'node:assert/strict';
import { test } from 'vitest';
import { compilePrompt } from '../../src/conversation/prompt-compiler.ts';
import { emptyState, mergeExtraction, type MergedState } from '../../src/conversation/slots.ts';
import type { Message } from '../../src/contracts/conversation.ts';
import type { SlotChange } from '../../src/contracts/memory.ts';
import { conciergeSlots, slotNames } from './concierge.ts';
import { readNotes } from './notes.ts';

const { specifications } = conciergeSlots;

function stateOf(...changes: SlotChange[]): MergedState {
  return mergeExtraction(emptyState(), { turn: 1, intent: undefined, changes }, specifications).state;
}

function messagesOf(state: MergedState): readonly Message[] {
  const turns = [{ turn: 2, messages: [{ role: 'user', text: 'and now' } as const] }];
  const count = (text: string): number => text.length / 4;
  return compilePrompt({ system: '', state, specifications, turns, budgetTokens: 2_000, count }).prompt
    .messages;
}

test('values are read off the notes as the prompt compiler writes them', () => {
  const state = stateOf(
    { slot: 'products', change: 'add', value: 'silk scarf', words: 'the silk scarf', confidence: 1 },
    { slot: 'products', change: 'add', value: 'belt', words: 'a "belt", say', confidence: 0.3 },
    { slot: 'name', change: 'set', value: 'Anna "budget: 3" [x], Baker', words: 'anna', confidence: 0.9 },
    { slot: 'giftWrap', change: 'set', value: false, words: 'no', confidence: 0.2 },
    { slot: 'budget', change: 'set', value: 350, words: 'three fifty', confidence: 1 },
  );
  const messages = messagesOf(state);
  assert.match(JSON.stringify(messages), /unsure/);
  const held = readNotes(messages, slotNames);
  assert.deepEqual(Object.fromEntries(held), {
    products: ['silk scarf', 'belt'],
    name: ['Anna "budget: 3" [x], Baker'],
    giftWrap: [false],
    budget: [350],
  });
});

test('without notes nothing is held, whatever the caller says', () => {
  const text = 'budget: 350';
  assert.equal(readNotes([{ role: 'user', text }], slotNames).size, 0);
  assert.equal(readNotes([], slotNames).size, 0);
});
