import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Extraction, Extractor } from '../../src/contracts/memory.ts';
import { Random } from '../../sim/random.ts';
import { absentListener, perfectListener } from './listeners.ts';
import { measureMemory } from './measure.ts';
import { heldWording } from './wording-held.ts';
import { tuningWording } from './wording-tuning.ts';

const promised = [
  'calls',
  'turns',
  'promptTokensTurn10',
  'promptTokensTurn200',
  'promptTokensMax',
  'rawHistoryTokensTurn200',
  'slotAccuracy',
  'intentAccuracy',
  'prefixIdentical',
  'extractionMsP95',
];
const quiet = (): void => {};
const one = { seed: 3, calls: 1, wording: heldWording, tellsMisses: false };

test.each([
  ['in the session', false],
  ['directly', true],
])('a perfect listener gets everything right %s, in a prompt that does not grow', async (_, direct) => {
  const figures = await measureMemory({ ...one, direct, extractorFor: perfectListener }, quiet);
  assert.deepEqual(Object.keys(figures).slice(0, promised.length), promised);
  const { slotAccuracy, intentAccuracy, prefixIdentical, changeAccuracy, falseChanges, falseIntents } =
    figures;
  assert.deepEqual(
    { slotAccuracy, intentAccuracy, prefixIdentical, changeAccuracy, falseChanges, falseIntents },
    {
      slotAccuracy: 1,
      intentAccuracy: 1,
      prefixIdentical: true,
      changeAccuracy: 1,
      falseChanges: 0,
      falseIntents: 0,
    },
  );
  const tokens = (name: string): number => Number(figures[name]);
  assert.ok(tokens('promptTokensTurn200') <= 1.1 * tokens('promptTokensTurn10'));
  assert.ok(tokens('rawHistoryTokensTurn200') > 4 * tokens('promptTokensTurn200'));
  assert.ok(tokens('promptTokensMax') >= tokens('promptTokensTurn200'));
});

test('a listener that misses half of it is caught', async () => {
  const extractorFor = (turns: Parameters<typeof perfectListener>[0]): Extractor =>
    absentListener(turns, 0.5, new Random(5));
  const figures = await measureMemory({ ...one, direct: true, extractorFor }, quiet);
  assert.ok(Number(figures['slotAccuracy']) < 0.8);
  assert.ok(Number(figures['changeAccuracy']) < 0.6);
  assert.ok(Number(figures['intentAccuracy']) < 0.8);
});

test('a listener that makes things up is caught', async () => {
  const extractorFor = (turns: Parameters<typeof perfectListener>[0]): Extractor => {
    const perfect = perfectListener(turns);
    const inventing = ({ turn, intent, changes }: Extraction): Extraction => ({
      turn,
      intent: intent ?? { name: 'repair-item', confidence: 1 },
      changes: changes.length > 0 ? changes : [{ ...red, value: turn % 2 === 0 ? 'red' : 'navy' }],
    });
    return { ...perfect, extract: async (...all) => inventing(await perfect.extract(...all)) };
  };
  const figures = await measureMemory({ ...one, direct: true, extractorFor }, quiet);
  assert.ok(Number(figures['falseChanges']) > 20);
  assert.ok(Number(figures['falseIntents']) > 10);
  assert.equal(figures['changeAccuracy'], 1);
});

const red = { slot: 'colour', change: 'set', words: '', confidence: 1 } as const;

test('misses are told of the wording to tune on, and only when asked for', async () => {
  const extractorFor = (turns: Parameters<typeof perfectListener>[0]): Extractor =>
    absentListener(turns, 1, new Random(5));
  for (const tellsMisses of [true, false]) {
    const lines: string[] = [];
    const options = { ...one, wording: tuningWording, tellsMisses, direct: true, extractorFor };
    await measureMemory(options, (line) => lines.push(line));
    assert.equal(lines.filter((line) => line.includes('caller: ')).length > 100, tellsMisses);
  }
});
