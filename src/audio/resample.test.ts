import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { createResampler } from './resample.ts';

const rates = [8000, 16000, 24000, 48000];
const pairs = rates.flatMap((from) => rates.filter((to) => to !== from).map((to) => ({ from, to })));
const amplitude = 10000;

function sine(frequency: number, rate: number, count: number): Int16Array {
  return Int16Array.from({ length: count }, (_, index) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * frequency * index) / rate)),
  );
}

/** Half a second through the resampler in 20 ms frames, as calls deliver it. */
function convert(from: number, to: number, input: Int16Array, frame = from / 50): Int16Array {
  const resampler = createResampler(from, to);
  const output = new Int16Array(Math.ceil((input.length * to) / from) + 8);
  let written = 0;
  for (let at = 0; at < input.length; at += frame) {
    written += resampler.process(input, at, Math.min(frame, input.length - at), output, written);
  }
  return output.subarray(0, written);
}

/** Amplitude of one frequency in dB against the amplitude that went in; the ends are left out. */
function gainDb(samples: Int16Array, frequency: number, rate: number): number {
  const from = Math.floor(samples.length * 0.2);
  const count = Math.floor(samples.length * 0.6);
  let real = 0;
  let imaginary = 0;
  let weights = 0;
  for (let index = 0; index < count; index += 1) {
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / count);
    const angle = (2 * Math.PI * frequency * index) / rate;
    real += weight * samples[from + index]! * Math.cos(angle);
    imaginary += weight * samples[from + index]! * Math.sin(angle);
    weights += weight;
  }
  return 20 * Math.log10((2 * Math.hypot(real, imaginary)) / weights / amplitude + 1e-9);
}

for (const { from, to } of pairs) {
  const name = `${from / 1000}→${to / 1000} kHz`;

  test(`${name} writes exactly one frame for a frame`, () => {
    const resampler = createResampler(from, to);
    const output = new Int16Array(to);
    for (let frame = 0; frame < 7; frame += 1) {
      assert.equal(resampler.process(new Int16Array(from / 50), 0, from / 50, output, 0), to / 50);
    }
  });

  for (const frequency of [200, 1000, 3000]) {
    test(`${name} keeps a tone of ${frequency} Hz`, () => {
      // Linear interpolation loses 3.2 dB at 3 kHz: the price of being four times as cheap.
      const loss = from === 8000 && to === 16000 && frequency === 3000 ? -3.5 : -0.5;
      const gain = gainDb(convert(from, to, sine(frequency, from, from / 2)), frequency, to);
      assert.ok(gain > loss && gain < 0.5, `${gain.toFixed(2)} dB`);
    });
  }

  if (to < from) {
    test(`${name} keeps what it cannot carry from folding back into the voice`, () => {
      for (const frequency of [to * 0.62, to * 0.75, to * 0.9]) {
        const alias = Math.abs(frequency - to);
        const gain = gainDb(convert(from, to, sine(frequency, from, from / 2)), alias, to);
        assert.ok(gain < -45, `${frequency} Hz came back at ${alias} Hz with ${gain.toFixed(1)} dB`);
      }
    });
  } else if (from !== 8000 || to !== 16000) {
    test(`${name} leaves no mirror image above the old band`, () => {
      const gain = gainDb(convert(from, to, sine(2000, from, from / 2)), from - 2000, to);
      assert.ok(gain < -45, `${gain.toFixed(1)} dB`);
    });
  }

  test(`${name} does not notice how the stream was cut`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2100 }), (piece) => {
        const input = sine(700, from, 3000);
        assert.deepEqual(convert(from, to, input, piece), convert(from, to, input));
      }),
      { numRuns: 25 },
    );
  });

  test(`${name} clips a full-scale square wave instead of wrapping round`, () => {
    const square = Int16Array.from({ length: from / 10 }, (_, index) =>
      Math.floor((index * 300) / from) % 2 === 0 ? 32767 : -32768,
    );
    const output = convert(from, to, square);
    // Overshoot that wrapped round would show as extra changes of sign.
    const loud = output.filter((sample) => Math.abs(sample) > 8000);
    const changes = loud.filter((sample, index) => index > 0 && sample > 0 !== loud[index - 1]! > 0);
    assert.equal(changes.length, 29);
  });

  test(`${name} starts afresh after a reset`, () => {
    const resampler = createResampler(from, to);
    const first = new Int16Array(to);
    const second = new Int16Array(to);
    const input = sine(700, from, 501);
    const count = resampler.process(input, 0, 501, first, 0);
    resampler.reset();
    assert.equal(resampler.process(input, 0, 501, second, 0), count);
    assert.deepEqual(second, first);
  });
}

test('the same rate passes through', () => {
  const input = sine(700, 8000, 160);
  const output = new Int16Array(160);
  assert.equal(createResampler(8000, 8000).process(input, 0, 160, output, 0), 160);
  assert.deepEqual(output, input);
});
