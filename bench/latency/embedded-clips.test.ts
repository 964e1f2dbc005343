import assert from 'node:assert/strict';
import { test } from 'vitest';
import { purposeOf, soundIn, toClip } from './embedded-clips.ts';

test('The last sound is the last that is above -40 dB of the loudest', () => {
  const samples = new Int16Array(16_000);
  samples.fill(60, 0, 12_000);
  samples[1_600] = 10_000;
  samples[8_000] = -101;
  samples[12_000] = 100;
  assert.deepEqual(soundIn(samples), { first: 1_600, last: 8_001 });
});

test('A clip is said on a line that is quiet before it and behind it', () => {
  const { audio, firstSoundMs, lastSoundMs } = toClip(1, 'hello there', new Int16Array(1_600).fill(5_000));
  assert.equal(audio.length, (8_000 + 1_600 + 3_200) * 2);
  assert.deepEqual([firstSoundMs, lastSoundMs], [500, 600]);
});

test('Even rows are for tuning and odd ones for the report', () => {
  assert.deepEqual([1, 2, 3].map(purposeOf), ['report', 'tuning', 'report']);
});
