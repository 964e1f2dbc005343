import assert from 'node:assert/strict';
import { test } from 'vitest';
import { FrameCutter, frameSamples } from './frame-cutter.ts';

/** A second of a tone in quanta of 128, as a device of this rate gives it. */
function frames(rate: number, hertz: number, muted = false): Int16Array[] {
  const cut: Int16Array[] = [];
  const cutter = new FrameCutter(rate, (frame) => cut.push(frame.slice()));
  cutter.muted = muted;
  for (let at = 0; at < rate; at += 128) {
    cutter.push(
      Float32Array.from(
        { length: 128 },
        (_, index) => 0.5 * Math.sin((2 * Math.PI * hertz * (at + index)) / rate),
      ),
    );
  }
  return cut;
}

const rms = (frame: Int16Array): number =>
  Math.sqrt(frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length);

test.each([8000, 16_000, 44_100, 48_000, 96_000])(
  'At %i Hz a second becomes fifty frames of 20 ms',
  (rate) => {
    const cut = frames(rate, 440);
    assert.ok(cut.length >= 49 && cut.length <= 50, `${cut.length}`);
    assert.ok(cut.every((frame) => frame.length === frameSamples));
  },
);

test.each([44_100, 48_000])('At %i Hz a tone keeps its loudness, and one above the band is gone', (rate) => {
  const expected = (0.5 * 32768) / Math.SQRT2;
  assert.ok(Math.abs(rms(frames(rate, 1000)[25]!) / expected - 1) < 0.02);
  assert.ok(rms(frames(rate, 12_000)[25]!) < expected / 200);
});

test('Muted, it sends frames of nothing', () => {
  const cut = frames(48_000, 440, true);
  assert.ok(cut.length >= 49);
  assert.ok(cut.every((frame) => rms(frame) === 0));
});

test('What is too loud is clipped, and does not wrap around', () => {
  const cut: Int16Array[] = [];
  const cutter = new FrameCutter(16_000, (frame) => cut.push(frame.slice()));
  cutter.push(new Float32Array(640).fill(3));
  assert.equal(cut[0]![0], 32767);
});
