import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Track } from './track.ts';

const format = { encoding: 'mulaw', sampleRate: 8000, channels: 1 } as const;
const bytes = (count: number, value: number) => new Uint8Array(count).fill(value);

test('A track puts sound where it was, silence between, and joins what adjoins', () => {
  const track = new Track(format);
  track.write(2, bytes(2, 1), 0, 2);
  track.write(4, bytes(9, 2), 3, 1);
  track.write(8, bytes(1, 3), 0, 1);
  assert.deepEqual(track.runs(), [
    { startSample: 2, endSample: 5 },
    { startSample: 8, endSample: 9 },
  ]);
  assert.deepEqual([...track.audio()], [255, 255, 1, 1, 2, 255, 255, 255, 3]);
  assert.deepEqual([...track.audio(4)], [255, 255, 1, 1]);
  assert.deepEqual(track.runs(4), [{ startSample: 2, endSample: 4 }]);
  assert.equal(track.msAt(8), 1);
});

test('What is cut from a track was never there, over several runs', () => {
  const track = new Track(format);
  track.write(0, bytes(4, 1), 0, 4);
  track.write(6, bytes(2, 2), 0, 2);
  track.write(9, bytes(2, 3), 0, 2);
  track.cut(3);
  assert.deepEqual(track.runs(), [{ startSample: 0, endSample: 3 }]);
  track.write(5, bytes(1, 4), 0, 1);
  assert.deepEqual([...track.audio()], [1, 1, 1, 255, 255, 4]);
});

test('A track ends at its bound and says so', () => {
  const track = new Track(format, { maxSeconds: 1 });
  track.write(7999, bytes(1, 1), 0, 1);
  assert.equal(track.truncated, false);
  track.write(8000, bytes(1, 1), 0, 1);
  assert.equal(track.truncated, true);
  assert.equal(track.audio().length, 8000);
});
