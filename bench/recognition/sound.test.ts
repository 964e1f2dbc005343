import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { encodeWav } from '../../src/audio/wav.ts';
import { atRate, leadMs, onQuietLine, readSound, trailMs } from './sound.ts';

function tone(sampleRate: number, seconds: number): Int16Array {
  return Int16Array.from({ length: sampleRate * seconds }, (_, index) =>
    Math.round(8000 * Math.sin((2 * Math.PI * 440 * index) / sampleRate)),
  );
}

test('a WAV file is read with its own rate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-sound-'));
  const file = join(folder, 'tone.wav');
  const samples = tone(8000, 0.1);
  writeFileSync(
    file,
    encodeWav({ encoding: 'pcm16le', sampleRate: 8000, channels: 1 }, Buffer.from(samples.buffer)),
  );
  assert.deepEqual(readSound(file), { samples, sampleRate: 8000 });
  rmSync(folder, { recursive: true });
});

test.each([
  [16_000, 8000],
  [8000, 16_000],
  [44_100, 16_000],
  [22_050, 8000],
  [48_000, 16_000],
  [16_000, 16_000],
])('a tone of one second keeps its length and loudness from %d to %d Hz', (from, to) => {
  const { samples, sampleRate } = atRate({ samples: tone(from, 1), sampleRate: from }, to);
  assert.equal(sampleRate, to);
  assert.ok(Math.abs(samples.length - to) <= 1, `${samples.length} samples`);
  const middle = samples.subarray(to / 4, (to * 3) / 4);
  const rms = Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length);
  assert.ok(Math.abs(rms - 8000 / Math.SQRT2) < 100, `rms ${rms}`);
});

test('a voice on a quiet line comes whole, after and before faint noise that is the same every time', () => {
  const samples = tone(8000, 0.1);
  const line = onQuietLine({ samples, sampleRate: 8000 });
  const lead = leadMs * 8;
  assert.equal(line.samples.length, lead + 800 + trailMs * 8);
  assert.deepEqual(line.samples.subarray(lead, lead + 800), samples);
  for (const silence of [line.samples.subarray(0, lead), line.samples.subarray(lead + 800)]) {
    assert.ok(silence.some((sample) => sample !== 0));
    assert.ok(silence.every((sample) => Math.abs(sample) <= 10));
  }
  assert.deepEqual(onQuietLine({ samples, sampleRate: 8000 }), line);
});
