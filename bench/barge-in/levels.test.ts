import assert from 'node:assert/strict';
import { test } from 'vitest';
import { activeLevelDbfs, atLevel, trimToSound } from './levels.ts';

const rate = 16_000;
const tone = (count: number, amplitude: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.round(amplitude * Math.sin(index / 3)));

test('a sound begins and ends with its first and last sample above -40 dB of its peak', () => {
  const samples = Int16Array.from([0, 50, 0, 99, 101, 0, 10_000, -200, 80, 0]);
  assert.deepEqual([...trimToSound(samples)], [101, 0, 10_000, -200]);
  assert.equal(trimToSound(new Int16Array(20)).length, 0);
});

test('pauses do not make a sound quieter', () => {
  const dense = Int16Array.from(tone(3_200, 5_000));
  const sparse = Int16Array.from([...tone(3_200, 5_000), ...tone(16_000, 5)]);
  assert.ok(Math.abs(activeLevelDbfs(dense, rate) - activeLevelDbfs(sparse, rate)) < 0.5);
});

test('a sound is brought to the level that is asked for', () => {
  const quiet = atLevel(Int16Array.from(tone(6_400, 9_000)), rate, -40);
  assert.ok(Math.abs(activeLevelDbfs(quiet, rate) + 40) < 0.2);
});
