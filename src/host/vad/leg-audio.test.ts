import assert from 'node:assert/strict';
import { test } from 'vitest';
import { encodeSamples } from '../../audio/decode.ts';
import { frameBytes, type AudioFormat } from '../../audio/format.ts';
import { LegAudio } from './leg-audio.ts';

const narrow: AudioFormat = { encoding: 'pcm16le', sampleRate: 8000, channels: 1 };
const formats: AudioFormat[] = [
  narrow,
  { encoding: 'mulaw', sampleRate: 8000, channels: 1 },
  { encoding: 'alaw', sampleRate: 8000, channels: 1 },
  { encoding: 'pcm16le', sampleRate: 16000, channels: 1 },
  { encoding: 'pcm16le', sampleRate: 24000, channels: 1 },
  { encoding: 'pcm16le', sampleRate: 48000, channels: 1 },
];

/** Frames of a constant level that tells which frame it was. */
function encodedFrame(format: AudioFormat, frame: number): Uint8Array {
  const samples = new Int16Array(format.sampleRate / 50).fill((frame + 1) * 100);
  const bytes = new Uint8Array(frameBytes(format));
  encodeSamples(format.encoding, samples, 0, samples.length, bytes);
  return bytes;
}

/** The level in the middle of one frame of history, in hundreds. */
function frameAt(audio: LegAudio, frame: number): number {
  const samples = new Int16Array(1);
  audio.read(frame * audio.frameSamples + (audio.frameSamples >> 1), 1, samples, 0);
  return Math.round(samples[0]! / 100) - 1;
}

for (const format of formats) {
  for (const modelRate of [8000, 16000]) {
    test(`${format.encoding} at ${format.sampleRate} Hz reaches a model at ${modelRate} Hz, frame for frame`, () => {
      const audio = new LegAudio(format, modelRate);
      for (let frame = 0; frame < 7; frame += 1) audio.keep(encodedFrame(format, frame), 0, audio.frameBytes);
      audio.wake(7);
      audio.append(encodedFrame(format, 7), 0, audio.frameBytes);
      assert.equal(audio.end, 8 * audio.frameSamples);
      // Five frames were kept before the one that woke us.
      assert.equal(audio.start, 2 * audio.frameSamples);
      for (let frame = 3; frame < 8; frame += 1) assert.equal(frameAt(audio, frame), frame);
    });
  }
}

test('history holds a quarter of a second and forgets the rest', () => {
  const audio = new LegAudio(narrow, 8000);
  for (let frame = 0; frame < 40; frame += 1) audio.append(encodedFrame(narrow, frame), 0, audio.frameBytes);
  assert.equal(audio.end - audio.start, 2048);
  for (let frame = 28; frame < 40; frame += 1) assert.equal(frameAt(audio, frame), frame);
});

test('nothing joins across a loss', () => {
  const audio = new LegAudio(narrow, 8000);
  audio.append(encodedFrame(narrow, 0), 0, audio.frameBytes);
  audio.skipTo(5);
  assert.equal(audio.start, audio.end);
  audio.append(encodedFrame(narrow, 5), 0, audio.frameBytes);
  assert.equal(audio.start, 5 * audio.frameSamples);
  assert.equal(frameAt(audio, 5), 5);
});

test('a frame that came short is silence to its end, decoded now or later', () => {
  for (const format of formats.slice(0, 3)) {
    const audio = new LegAudio(format, 8000);
    const bytes = encodedFrame(format, 50);
    audio.keep(bytes, 0, bytes.length);
    audio.keep(bytes, 0, bytes.length / 2);
    audio.wake(2);
    audio.append(bytes, 0, bytes.length);
    audio.append(bytes, 0, bytes.length / 2);
    const samples = new Int16Array(640);
    audio.read(0, 640, samples, 0);
    assert.ok(Math.abs(samples[159]! - 5100) < 200);
    for (const at of [160, 480]) {
      assert.ok(Math.abs(samples[at]! - 5100) < 200);
      assert.ok(Math.abs(samples[at + 159]!) <= 8);
    }
  }
});
