import assert from 'node:assert/strict';
import { test } from 'vitest';
import { encodeSamples } from '../../audio/decode.ts';
import { frameMs, type AudioFormat } from '../../audio/format.ts';
import { LegAudio } from './leg-audio.ts';
import { SteadyTone } from './steady-tone.ts';

const line: AudioFormat = { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 };
const hissPeak = 10;

/** Sound of `wave` (-1 to 1 at a second) for so long behind a line's hiss. */
function hear(wave: (seconds: number) => number, soundMs: number, format = line): LegAudio {
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
