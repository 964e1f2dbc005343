import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Random } from '../../sim/random.ts';
import { levelDbfs } from '../../src/audio/level.ts';
import { trimmed } from './clip.ts';
import { gapMs, lineOf, noise } from './line.ts';
import type { Turn } from './turns.ts';

const sampleRate = 16_000;
const turn = (name: string, ms: number): Turn => ({
  kind: 'alone',
  name,
  samples: new Int16Array(ms * 16).fill(12_000),
  pauses: [],
});

test('labels say where voices lie, and turns do not run into each other', () => {
  const { samples, turns, durationMs } = lineOf([turn('a', 500), turn('b', 700)], sampleRate, new Random(1));
  const [first, second] = turns;
  assert.equal(second!.startMs - first!.endMs, gapMs);
  assert.equal(durationMs - second!.endMs, gapMs);
  const loud = (ms: number): boolean => samples[ms * 16]! > 10_000;
  assert.deepEqual([loud(first!.startMs - 1), loud(first!.startMs)], [false, true]);
  assert.deepEqual([loud(second!.endMs - 1), loud(second!.endMs + 1)], [true, false]);
});

test('the line has noise of -60 dBFS where nobody speaks, and a voice that does not overflow where somebody does', () => {
  const samples = noise(sampleRate, new Random(3));
  const level = levelDbfs('pcm16le', new Uint8Array(samples.buffer), 0, samples.byteLength);
  assert.ok(Math.abs(level + 60) < 0.5, `${level}`);
  const full: Turn = { ...turn('full', 100), samples: new Int16Array(1_600).fill(32_767) };
  const { samples: line } = lineOf([full], sampleRate, new Random(1));
  assert.equal(Math.min(...line.subarray(16_000, 17_600)) > 32_000, true);
});

test('a clip begins and ends with its first and last sample above -40 dB of its peak', () => {
  const samples = Int16Array.from([0, 99, 101, -10_000, 0, 0, -101, 99, 0]);
  assert.deepEqual([...trimmed({ samples, sampleRate })!.samples], [101, -10_000, 0, 0, -101]);
  assert.equal(trimmed({ samples: new Int16Array(10), sampleRate }), undefined);
});
