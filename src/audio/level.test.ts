import assert from 'node:assert/strict';
import { test } from 'vitest';
import { decodeSamples, encodeSamples } from './decode.ts';
import type { AudioEncoding } from './format.ts';
import { levelDbfs, silenceDbfs } from './level.ts';

const encodings: AudioEncoding[] = ['pcm16le', 'mulaw', 'alaw'];

function sine(amplitude: number, count = 160): Int16Array {
  return Int16Array.from({ length: count }, (_, index) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * 400 * index) / 8000)),
  );
}

for (const encoding of encodings) {
  for (const dbfs of [-3, -20, -40]) {
    test(`a sine of ${dbfs} dBFS measures so in ${encoding}, wherever it lies in the buffer`, () => {
      const bytes = new Uint8Array(400).fill(0x33);
      const length = encodeSamples(encoding, sine(32767 * Math.SQRT2 * 10 ** (dbfs / 20)), 0, 160, bytes, 7);
      assert.ok(Math.abs(levelDbfs(encoding, bytes, 7, length) - dbfs) < 0.3);
    });
  }

  test(`${encoding} comes back from a round trip within the step of its code`, () => {
    const samples = sine(12000);
    const bytes = new Uint8Array(330);
    const length = encodeSamples(encoding, samples, 0, 160, bytes, 3);
    assert.equal(length, encoding === 'pcm16le' ? 320 : 160);
    const back = new Int16Array(170);
    assert.equal(decodeSamples(encoding, bytes, 3, length, back, 10), 160);
    samples.forEach((sample, index) => {
      const step = encoding === 'pcm16le' ? 0 : Math.max(16, Math.abs(sample) / 24);
      assert.ok(Math.abs(back[10 + index]! - sample) <= step, `${sample} came back as ${back[10 + index]}`);
    });
  });
}

test('digital silence has a level of its own, below every sound', () => {
  assert.equal(levelDbfs('pcm16le', new Uint8Array(320), 0, 320), silenceDbfs);
  assert.equal(levelDbfs('mulaw', new Uint8Array(160).fill(0xff), 0, 160), silenceDbfs);
  const oneBit = new Uint8Array(320);
  oneBit[0] = 1;
  assert.ok(levelDbfs('pcm16le', oneBit, 0, 320) < -90);
});

test('half a sample at the end is ignored', () => {
  const samples = new Int16Array(4);
  assert.equal(decodeSamples('pcm16le', Uint8Array.of(1, 0, 0xff, 0xff, 9), 0, 5, samples), 2);
  assert.deepEqual([...samples], [1, -1, 0, 0]);
  assert.equal(levelDbfs('pcm16le', Uint8Array.of(0, 0, 9), 0, 3), silenceDbfs);
});
