import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { PlacedTurn } from './line.ts';
import { figuresOf, outcomesOf } from './outcomes.ts';
import type { TurnKind } from './turns.ts';

function placed(kind: TurnKind, startMs: number, endMs: number): PlacedTurn {
  return { kind, name: `${kind} at ${startMs}`, startMs, endMs };
}

const turns = [
  placed('alone', 1_000, 2_000),
  placed('mid-sentence', 6_000, 8_000),
  placed('mid-sentence', 12_000, 13_000),
];

test('a turn that ends behind its last sound was not cut into', () => {
  const [first] = outcomesOf(turns, [2_400, 8_300, 13_500]);
  assert.deepEqual(first, { kind: 'alone', name: 'alone at 1000', cutIn: false, endpointMs: 400 });
});

test('a turn held for over twice was cut into, and its delay counts from its true end', () => {
  const [, second] = outcomesOf(turns, [2_400, 6_900, 7_100, 8_300, 8_900, 13_500]);
  assert.equal(second!.cutIn, true);
  assert.equal(second!.endpointMs, 300);
});

test('a turn that never ended has no delay, and takes none from the next', () => {
  const outcomes = outcomesOf(turns, [2_400, 13_500]);
  assert.deepEqual(
    outcomes.map(({ endpointMs }) => endpointMs),
    [400, undefined, 500],
  );
});

test('a decision at the very instant of the last sound is not early', () => {
  assert.equal(outcomesOf(turns, [2_000])[0]!.cutIn, false);
});

test('rates count turns, and the one of mid-sentence pauses only those', () => {
  const figures = figuresOf(outcomesOf(turns, [2_400, 6_900, 8_300, 13_500]));
  assert.deepEqual(figures, {
    endpointMsP50: 400,
    endpointMsP95: 500,
    cutInRate: 0.3333,
    midSentenceCutInRate: 0.5,
  });
});
