/** What the page is measured with, tried on tapes of which everything is known. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Random } from '../../sim/random.ts';
import { findSound, stopsAt } from './page-tape.ts';

const sampleRate = 48_000;

/** Something like a voice: bursts of different length and loudness. */
function voice(seed: number, seconds: number): Int16Array {
  const random = new Random(seed);
  const samples = new Int16Array(sampleRate * seconds);
  let until = 0;
  let loudness = 0;
  let hertz = 0;
  for (let index = 0; index < samples.length; index += 1) {
    if (index >= until) {
      until = index + random.whole(2_000, 9_000);
      loudness = random.whole(0, 9_000);
      hertz = random.whole(90, 400);
    }
    samples[index] = loudness * Math.sin((2 * Math.PI * hertz * index) / sampleRate);
  }
  return samples;
}

test('A sound is found at its sample, though it is softer and others speak before it and behind it', () => {
  const sound = voice(2, 1);
  const tape = new Int16Array(sampleRate * 5);
  tape.set(voice(1, 1), 10_000);
  tape.set(
    sound.map((sample) => sample * 0.6),
    123_457,
  );
  tape.set(voice(3, 1), 185_000);
  const found = findSound(tape, sound, 0, sampleRate * 4, sampleRate);
  assert.equal(found.at, 123_457);
  assert.ok(found.likeness > 0.95, `${found.likeness}`);
});

test('Our sound stops behind its last sample, and a short pause is no stop', () => {
  const played = new Int16Array(sampleRate * 3);
  played.fill(500, 0, 40_000);
  played.fill(500, 45_000, 60_001);
  assert.equal(stopsAt(played, 20_000, 400, sampleRate), 60_001);
  assert.equal(stopsAt(played, 20_000, 100, sampleRate), 40_000);
  assert.equal(stopsAt(played.subarray(0, 65_000), 20_000, 400, sampleRate), undefined);
});
