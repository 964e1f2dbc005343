import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { encodeSamples } from '../../audio/decode.ts';
import type { AudioEncoding } from '../../audio/format.ts';
import { encodeWav, interleaveStereo, parseWav } from '../../audio/wav.ts';
import { callRateOf, readRecording, soundEnds, toUtterance } from './recording.ts';

const home = mkdtempSync(join(tmpdir(), 'antiphon-recording-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A second with half a second of tone at its beginning. */
function tone(rate: number): Int16Array {
  return Int16Array.from({ length: rate }, (_, index) =>
    index < rate / 2 ? Math.round(9000 * Math.sin((2 * Math.PI * 300 * index) / rate)) : 0,
  );
}

function bytesOf(encoding: AudioEncoding, samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  return bytes.subarray(0, encodeSamples(encoding, samples, 0, samples.length, bytes));
}

test.each([
  [8000, 'mulaw', 8000],
  [8000, 'alaw', 8000],
  [11_025, 'pcm16le', 16_000],
  [16_000, 'pcm16le', 16_000],
  [22_050, 'pcm16le', 16_000],
  [44_100, 'pcm16le', 16_000],
  [48_000, 'mulaw', 16_000],
] as const)(
  '%i Hz in %s is said at %i Hz, as long as it was, and ends where its sound ends',
  (rate, encoding, callRate) => {
    const file = parseWav(
      encodeWav({ encoding, sampleRate: rate, channels: 1 }, bytesOf(encoding, tone(rate))),
    );
    assert.equal(callRateOf([file]), callRate);
    const { audio, soundEndsMs } = toUtterance('a tone', file, callRate);
    assert.ok(Math.abs(audio.length / 2 / callRate - 1) < 0.01, `${audio.length / 2 / callRate} s`);
    assert.ok(Math.abs(soundEndsMs.at(-1)! - 500) <= 20, `${soundEndsMs.at(-1)} ms`);
  },
);

test("One recording that is not a telephone's makes the whole call wideband", () => {
  const [narrow, wide] = [8000, 16_000].map((sampleRate) =>
    parseWav(encodeWav({ encoding: 'pcm16le', sampleRate, channels: 1 }, new Uint8Array(320))),
  );
  assert.equal(callRateOf([narrow!, wide!]), 16_000);
});

test('Of two channels the first is said', () => {
  const left = bytesOf('pcm16le', tone(16_000));
  const stereo = interleaveStereo('pcm16le', left, new Uint8Array(left.length));
  const file = parseWav(encodeWav({ encoding: 'pcm16le', sampleRate: 16_000, channels: 2 }, stereo));
  assert.deepEqual(toUtterance('stereo', file, 16_000).audio, left);
});

test('Silence has an end all the same', () => {
  assert.deepEqual(soundEnds(new Uint8Array(100), 16_000), [3.125]);
});

describe('what cannot be said', () => {
  test.each([
    ['too low', 4000, 800],
    ['too high', 96_000, 800],
    ['empty', 16_000, 0],
  ])('%s', async (name, sampleRate, bytes) => {
    const path = join(home, name);
    writeFileSync(path, encodeWav({ encoding: 'pcm16le', sampleRate, channels: 1 }, new Uint8Array(bytes)));
    await assert.rejects(readRecording(path), { code: 'WAV_INVALID' });
  });

  test('a folder', async () => {
    await assert.rejects(readRecording(home), { code: 'FILE_UNREADABLE', message: /it is a folder/ });
  });
});
