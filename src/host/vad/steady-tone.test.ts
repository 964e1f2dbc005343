import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { encodeSamples } from '../../audio/decode.ts';
import { frameMs, type AudioFormat } from '../../audio/format.ts';
import { LegAudio } from './leg-audio.ts';
import { SteadyTone } from './steady-tone.ts';

const line: AudioFormat = { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 };

/** Sound of `wave` (-1 to 1 at a second) for so long behind a line's hiss. */
function hear(wave: (seconds: number) => number, soundMs: number, format = line, hissPeak = 10): LegAudio {
  const audio = new LegAudio(format, 16_000);
  const { sampleRate } = format;
  const count = (sampleRate * 240) / 1000;
  let state = 1;
  const samples = Int16Array.from({ length: count }, (_, index) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const hiss = ((state >>> 16) % (2 * hissPeak + 1)) - hissPeak;
    const into = index / sampleRate - (240 - soundMs) / 1000;
    return hiss + (into < 0 ? 0 : Math.round(2_000 * wave(into)));
  });
  const bytes = new Uint8Array(count * 2);
  const length = encodeSamples(format.encoding, samples, 0, count, bytes);
  const perFrame = length / (240 / frameMs);
  for (let offset = 0; offset < length; offset += perFrame) audio.append(bytes, offset, perFrame);
  return audio;
}

const tone =
  (...hertz: number[]) =>
  (seconds: number): number =>
    hertz.reduce((sum, one, index) => sum + Math.sin(2 * Math.PI * one * seconds) / (index + 1), 0);

/** A voice: harmonics over a pitch that glides, as every pitch does. */
const voice = (seconds: number): number => {
  const phase = 2 * Math.PI * (130 * seconds + 60 * seconds * seconds);
  return Math.sin(phase) + 0.6 * Math.sin(2 * phase) + 0.4 * Math.sin(5 * phase);
};

const sounds: { name: string; wave: (seconds: number) => number; isTone: boolean }[] = [
  { name: 'mains at 50 Hz with harmonics', wave: tone(50, 100, 150, 200, 250), isTone: true },
  { name: 'mains at 60 Hz with harmonics', wave: tone(60, 120, 180, 240, 300), isTone: true },
  { name: 'a dial tone', wave: tone(425), isTone: true },
  { name: 'a voice', wave: voice, isTone: false },
];

for (const { name, wave, isTone } of sounds) {
  for (const soundMs of [36, 60, 200]) {
    test(`${soundMs} ms of ${name} ${isTone ? 'are a tone' : 'are none'}`, () => {
      const steadyTone = new SteadyTone(16_000);
      assert.equal(steadyTone.hears(hear(wave, soundMs), soundMs * 16), isTone);
    });
  }
}

test('a hum on a mu-law line is a tone as well', () => {
  const mulaw: AudioFormat = { encoding: 'mulaw', sampleRate: 8_000, channels: 1 };
  assert.ok(new SteadyTone(16_000).hears(hear(tone(50, 100, 150), 200, mulaw), 3_200));
});

test('silence is no tone, and neither is what is too short to tell', () => {
  const steadyTone = new SteadyTone(16_000);
  assert.ok(
    !steadyTone.hears(
      hear(() => 0, 200),
      3_200,
    ),
  );
  assert.ok(!steadyTone.hears(new LegAudio(line, 16_000), 0));
});

/** The best correlation of the last 40 ms with those 16 to 21.25 ms before, sample by sample. */
function bestCorrelation(audio: LegAudio): number {
  const samples = new Int16Array(980);
  audio.read(audio.end - samples.length, samples.length, samples, 0);
  const inner = (lagA: number, lagB: number): number => {
    let sum = 0;
    for (let index = 340; index < 980; index += 1) sum += samples[index - lagA]! * samples[index - lagB]!;
    return sum;
  };
  let best = 0;
  for (let lag = 256; lag <= 340; lag += 1) {
    best = Math.max(best, inner(0, lag) / Math.sqrt(inner(0, 0) * inner(lag, lag)));
  }
  return best;
}

test('a glance at every eighth sample never decides otherwise than all of them', () => {
  const steadyTone = new SteadyTone(16_000);
  const verdicts = { tone: 0, none: 0 };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 47, max: 900 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 250 }),
      (hertz, hissPeak) => {
        const audio = hear(tone(...hertz), 200, line, hissPeak);
        const isTone = bestCorrelation(audio) >= 0.9965;
        verdicts[isTone ? 'tone' : 'none'] += 1;
        assert.equal(steadyTone.hears(audio, 3_200), isTone);
      },
    ),
    { numRuns: 200 },
  );
  assert.ok(verdicts.tone > 20 && verdicts.none > 20, JSON.stringify(verdicts));
});
