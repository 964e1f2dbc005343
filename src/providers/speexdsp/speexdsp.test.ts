import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { EchoCanceller } from '../../contracts/echo-canceller.ts';
import { openSpeexdsp } from './speexdsp.ts';

/** Noise that comes and goes as syllables do; always the same. */
function murmur(samples: number, sampleRate: number): Int16Array {
  let state = 7;
  let smooth = 0;
  return Int16Array.from({ length: samples }, (_, index) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    smooth = 0.7 * smooth + 0.3 * ((state >>> 16) - 32_768);
    return Math.round(smooth * 0.5 * (1 + Math.sin((2 * Math.PI * 4 * index) / sampleRate)) ** 2 * 0.4);
  });
}

function energyDb(samples: Int16Array): number {
  return 10 * Math.log10(1e-9 + samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

/** Lets a canceller hear `near` over `far`. @returns what it leaves. */
function cancelAll(canceller: EchoCanceller, near: Int16Array, far: Int16Array): Int16Array {
  const left = new Int16Array(near.length);
  const size = canceller.frameSamples;
  for (let at = 0; at + size <= near.length; at += size) {
    const end = at + size;
    canceller.cancel(near.subarray(at, end), far.subarray(at, end), left.subarray(at, end));
  }
  return left;
}

const { open, tailMs } = await openSpeexdsp();

describe('an echo of ours', () => {
  for (const sampleRate of [8_000, 16_000, 24_000]) {
    for (const levelDb of [-15, -25]) {
      for (const delayMs of [50, 150, 250]) {
        test(`at ${sampleRate} Hz, ${levelDb} dB, ${delayMs} ms behind us is lowered by 12 dB and more within five seconds`, () => {
          const far = murmur(sampleRate * 6, sampleRate);
          const delay = (delayMs * sampleRate) / 1000;
          const gain = 10 ** (levelDb / 20);
          const near = far.map((_, index) => Math.round(gain * (far[index - delay] ?? 0)));
          using canceller = open(sampleRate);
          const left = cancelAll(canceller, near, far);
          const last = sampleRate * 5;
          const erleDb = energyDb(near.subarray(last)) - energyDb(left.subarray(last));
          assert.ok(erleDb >= 12, `${erleDb.toFixed(1)} dB`);
        });
      }
    }
  }
});

test('without a voice of ours nothing is taken out', () => {
  using canceller = open(16_000);
  const near = murmur(16_000, 16_000);
  const left = cancelAll(canceller, near, new Int16Array(16_000));
  assert.ok(Math.abs(energyDb(near) - energyDb(left)) < 1);
});

test('two legs learn apart, and one may be disposed while the other goes on', () => {
  const first = open(16_000);
  using second = open(16_000);
  const far = murmur(16_000, 16_000);
  cancelAll(first, far, far);
  const near = murmur(3_200, 16_000);
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  assert.throws(() => first.cancel(near, near, near), /canceller that is open/);
  assert.ok(energyDb(cancelAll(second, near, new Int16Array(3_200))) > 20);
});

test('a frame that is too short is a mistake, not a fault of native code', () => {
  using canceller = open(16_000);
  const short = new Int16Array(319);
  assert.throws(() => canceller.cancel(short, short, short), /whole frames/);
});

test('it may write where it has read', () => {
  using apart = open(16_000);
  using inPlace = open(16_000);
  const far = murmur(3_200, 16_000);
  const near = far.map((sample) => sample >> 2);
  const left = cancelAll(apart, near, far);
  for (let at = 0; at < near.length; at += 320) {
    const frame = near.subarray(at, at + 320);
    inPlace.cancel(frame, far.subarray(at, at + 320), frame);
  }
  assert.deepEqual(near, left);
});

test('a library that is not there is named, with what to install', async () => {
  await assert.rejects(openSpeexdsp({ libraryFile: 'libno-such-speexdsp.so.9' }), (thrown) => {
    assert.ok(AntiphonError.is(thrown));
    assert.equal(thrown.code, 'PEER_MISSING');
    assert.match(thrown.cure, /apt-get install libspeexdsp1/);
    return true;
  });
});

test('it looks as far behind our voice as it says', () => {
  assert.equal(tailMs, 320);
});
