import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { ProsodyMeter, type ProsodyMeasures } from './prosody.ts';

const rates = [8000, 16000, 24000, 48000] as const;

interface Voice {
  ms: number;
  /** Pitch at the start and at the end. */
  hertz: [number, number];
  /** Level at the start and at the end, dB below full scale. */
  dbfs: [number, number];
}

/** A buzz with ten falling harmonics, as a voice has, then silence. */
function say(voice: Voice, rate: number, silenceMs = 0): Int16Array {
  const count = Math.round((voice.ms * rate) / 1000);
  const samples = new Int16Array(count + Math.round((silenceMs * rate) / 1000));
  let phase = 0;
  for (let index = 0; index < count; index += 1) {
    const share = index / count;
    // Semitones and dB change evenly.
    const hertz = voice.hertz[0] * (voice.hertz[1] / voice.hertz[0]) ** share;
    const dbfs = voice.dbfs[0] + (voice.dbfs[1] - voice.dbfs[0]) * share;
    phase += (2 * Math.PI * hertz) / rate;
    let value = 0;
    for (let harmonic = 1; harmonic <= 10; harmonic += 1) value += Math.sin(harmonic * phase) / harmonic;
    samples[index] = Math.round(value * 12_000 * 10 ** (dbfs / 20));
  }
  return samples;
}

function measure(samples: Int16Array, rate: (typeof rates)[number] = 16000): ProsodyMeasures {
  const measures = new ProsodyMeter(rate).measure(samples, 0, samples.length);
  assert.ok(measures !== undefined);
  return measures;
}

function isNear(actual: number | undefined, expected: number, by: number): boolean {
  return actual !== undefined && Math.abs(actual - expected) <= by;
}

describe.for(rates)('at %i Hz', (rate) => {
  test('a voice that falls an octave in 600 ms falls six semitones in its last 300', () => {
    const voice: Voice = { ms: 600, hertz: [240, 120], dbfs: [-12, -12] };
    assert.ok(isNear(measure(say(voice, rate, 120), rate).pitchSlopeSemitones, -6, 1));
  });

  test('a voice that rises is not taken for one that falls', () => {
    const voice: Voice = { ms: 600, hertz: [120, 240], dbfs: [-12, -12] };
    const { pitchSlopeSemitones, pitchDropSemitones } = measure(say(voice, rate, 120), rate);
    assert.ok(isNear(pitchSlopeSemitones, 6, 1));
    assert.ok(pitchDropSemitones! > 3);
  });

  test('a voice that fades by 12 dB in 600 ms loses six in its last 300, at its pitch', () => {
    const voice: Voice = { ms: 600, hertz: [150, 150], dbfs: [-10, -22] };
    const { energySlopeDb, pitchSlopeSemitones } = measure(say(voice, rate, 120), rate);
    assert.ok(isNear(energySlopeDb, -6, 1.5));
    assert.ok(isNear(pitchSlopeSemitones, 0, 0.3));
  });
});

test.for([80, 100, 150, 220, 330])('a pitch of %i Hz is not heard an octave off', (hertz) => {
  const samples = say({ ms: 400, hertz: [hertz, hertz], dbfs: [-12, -12] }, 16000);
  const lower = say({ ms: 400, hertz: [hertz / 1.06, hertz / 1.06], dbfs: [-12, -12] }, 16000);
  const joined = new Int16Array(samples.length + lower.length);
  joined.set(samples);
  joined.set(lower, samples.length);
  // A semitone down, and neither twelve up nor down.
  assert.ok(isNear(measure(joined).pitchDropSemitones, -0.5, 0.7));
});

test('the silence behind the voice does not count, however much of it there is', () => {
  const voice: Voice = { ms: 500, hertz: [200, 140], dbfs: [-12, -20] };
  const soon = measure(say(voice, 16000, 40));
  const late = measure(say(voice, 16000, 300));
  assert.ok(isNear(late.energySlopeDb, soon.energySlopeDb, 1));
  assert.ok(isNear(late.pitchSlopeSemitones, soon.pitchSlopeSemitones!, 0.3));
  assert.equal(late.finalVoicedMs, soon.finalVoicedMs);
});

test('a voice that breaks off has no decay, one that dies away has', () => {
  const abrupt = measure(say({ ms: 500, hertz: [150, 150], dbfs: [-12, -12] }, 16000, 120));
  const fading = measure(say({ ms: 500, hertz: [150, 150], dbfs: [-6, -36] }, 16000, 120));
  assert.ok(abrupt.decayMs <= 20);
  assert.ok(fading.decayMs >= 200);
  assert.ok(fading.finalLevelDb < abrupt.finalLevelDb - 10);
});

test('noise has a level and no pitch', () => {
  let state = 7;
  const noise = Int16Array.from({ length: 8000 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 18) - 8192;
  });
  const { pitchSlopeSemitones, pitchDropSemitones, finalVoicedMs, energySlopeDb } = measure(noise);
  assert.equal(pitchSlopeSemitones, undefined);
  assert.equal(pitchDropSemitones, undefined);
  assert.ok(finalVoicedMs <= 30);
  assert.ok(isNear(energySlopeDb, 0, 2));
});

test('the last stretch of voice is as long as it was since the last break', () => {
  const word = say({ ms: 200, hertz: [150, 150], dbfs: [-12, -12] }, 16000, 80);
  const last = say({ ms: 320, hertz: [150, 150], dbfs: [-12, -12] }, 16000, 80);
  const both = new Int16Array(word.length + last.length);
  both.set(word);
  both.set(last, word.length);
  assert.ok(isNear(measure(both).finalVoicedMs, 320, 50));
});

test('of silence, of nothing and of an instant nothing is told', () => {
  const meter = new ProsodyMeter(16000);
  assert.equal(meter.measure(new Int16Array(8000), 0, 8000), undefined);
  assert.equal(meter.measure(new Int16Array(0), 0, 0), undefined);
  assert.equal(meter.measure(Int16Array.of(1, 2, 3), 0, 3), undefined);
});

test('only the end of what is longer than the meter counts, and a second measurement remembers nothing of the first', () => {
  const meter = new ProsodyMeter(16000, 500);
  const falling = say({ ms: 500, hertz: [200, 120], dbfs: [-12, -24] }, 16000);
  const alone = meter.measure(falling, 0, falling.length);
  const before = say({ ms: 900, hertz: [100, 300], dbfs: [-3, -3] }, 16000);
  const joined = new Int16Array(before.length + falling.length);
  joined.set(before);
  joined.set(falling, before.length);
  assert.deepEqual(meter.measure(joined, 0, joined.length), alone);
  assert.deepEqual(meter.measure(joined, before.length, falling.length), alone);
});
