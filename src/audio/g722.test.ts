import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'vitest';
import { decodeG722, G722Decoder, g722SampleRate } from './g722.ts';

/** 40 ms of 1 kHz (8,000) and 5 kHz (2,000), one tone for each band, encoded by FFmpeg 8. */
const twoTones = Buffer.from(
  '+tQptASgoCCgsgqJDx6vK6+7FJATH7As8LsVkVU+sm7y/BbSVz+zb/T8F9NYH/Jw8/8W1Fc9s3Dz/xfU132zcfS8V5TWf7Nw' +
    '8/4X1dhfsW/2vFiU132xb/e7V5fZX/Ewc/8X1lhds3By/RjTW16zcvS3FdVYXvIxcrpYlNnfsG929hnXW1+wcPK4WpVYXPJw' +
    'cLYXmVf/9vBwtxWXXFlzcnH1GJbdW/AwcfZYmNlesG/08BvcVnywb/bwH5vbfe8zb3M+nP957GuyrHue+PjrcuysP945eG5y' +
    'ba8a+x/48vFttH+afd2y8e/3XJ1eHHMvc3NbuthbrPDyeTvYWl+tc/fxfpf+Wq1z9/Ee2lt9sDJ28FvZGz/yNHDy1Jn+WrBw' +
    'c3lZm38V7nL29hjbfhdrOnL2Gdv93LBv+bHWvtp9rvM=',
  'base64',
);
/** The filters of both ends together delay the sound by 22 samples. */
const delaySamples = 22;

test('two tones, one in each band, come back as they were sung', () => {
  const decoded = decodeG722(twoTones);
  assert.equal(decoded.length, 640);
  let signal = 0;
  let noise = 0;
  for (let at = 300; at < 600; at += 1) {
    const phase = (2 * Math.PI * at) / g722SampleRate;
    const expected = 8000 * Math.sin(1000 * phase) + 2000 * Math.sin(5000 * phase);
    signal += expected ** 2;
    noise += (decoded[at + delaySamples]! - expected) ** 2;
  }
  const signalToNoiseDb = 10 * Math.log10(signal / noise);
  assert.ok(signalToNoiseDb > 32, `${signalToNoiseDb} dB`);
});

test('the two tones are decoded bit for bit as FFmpeg decodes them', () => {
  assert.equal(
    hash(decodeG722(twoTones)),
    'f9c1ab76b644cd023875b257b3022cdecf6488e1ce15c6eacd709c85298d87d4',
  );
});

test('noise that drives every code and every limit is decoded bit for bit as FFmpeg decodes it', () => {
  const decoded = decodeG722(noise(8192));
  assert.equal(hash(decoded), '0508a465e5d20be8b6f3fad6c44e4657b8f7be86d2da3c0ba079f07ec23fd2c3');
});

test('a recording cut into packets sounds as in one piece', () => {
  const bytes = noise(1000);
  const decoder = new G722Decoder();
  const output = new Int16Array(2000);
  let written = 0;
  for (const [from, to] of [
    [0, 1],
    [1, 160],
    [160, 160],
    [160, 1000],
  ] as const) {
    written += decoder.decodeInto(bytes.subarray(from, to), output.subarray(written));
  }
  assert.equal(written, 2000);
  assert.deepEqual(output, decodeG722(bytes));
});

test('nothing decodes to nothing', () => {
  assert.equal(decodeG722(new Uint8Array(0)).length, 0);
});

function hash(samples: Int16Array): string {
  return createHash('sha256').update(samples).digest('hex');
}

/** The high bytes of a linear congruential generator, seed 1. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}
