/** What must hold of an extraction. */
import assert from 'node:assert/strict';
import type { Extraction, ExtractionRequest } from '../../contracts/memory.ts';
import { emptyState, mergeExtraction, slotLimits } from '../../conversation/slots.ts';
import type { EasyCall, EasyTurn } from './easy-turns.ts';
import { requestOf } from './extractor-requests.ts';

export function mustUnderstand(call: EasyCall, turn: EasyTurn, extraction: Extraction): void {
  const request = requestOf(call, turn, { turn: extraction.turn });
  mustBeWellFormed(request, extraction);
  const before = { ...emptyState(extraction.turn), slots: request.known };
  const { state, rejected } = mergeExtraction(before, extraction, call.slots, call.intents);
  assert.deepEqual(rejected, [], 'changes that cannot be merged');
  const holds = Object.fromEntries(
    Object.entries(state.slots).map(([slot, held]) => [slot, held.map(({ value }) => value)]),
  );
  assert.deepEqual(holds, { ...turn.known, ...turn.holds }, 'what the slots hold after the turn');
  if (turn.intent !== undefined) assert.equal(extraction.intent?.name, turn.intent, 'what the caller wants');
}

export function mustBeWellFormed({ turn, slots, intents }: ExtractionRequest, extraction: Extraction): void {
  assert.equal(extraction.turn, turn, 'it answers another turn');
  const { intent, changes } = extraction;
  if (intent !== undefined) {
    assert.ok(
      intents.some(({ name }) => name === intent.name),
      `nobody specified the intent "${intent.name}"`,
    );
    mustBeShare(intent.confidence);
  }
  for (const change of changes) {
    const slot = slots.find(({ name }) => name === change.slot);
    assert.ok(slot !== undefined, `nobody specified the slot "${change.slot}"`);
    assert.ok(
      slot.many || change.change === 'set' || change.change === 'clear',
      `${change.change} of one value`,
    );
    assert.ok(change.change === 'clear' || change.value !== undefined, 'a value is missing');
    assert.ok(change.words.length <= slotLimits.wordsCharacters, 'the words are too long');
    mustBeShare(change.confidence);
  }
}

function mustBeShare(confidence: number): void {
  assert.ok(confidence >= 0 && confidence <= 1, `a confidence of ${confidence}`);
}
