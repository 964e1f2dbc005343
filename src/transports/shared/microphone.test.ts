import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Clock } from '../../clock/clock.ts';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import { Microphone } from './microphone.ts';

const format = { encoding: 'pcm16le', sampleRate: 8000, channels: 1 } as const;

test('A microphone that was stalled catches up, by a second at most', () => {
  // A clock whose ticks come when the process gets round to them.
  let now = 0;
  let tick = (): void => {};
  const clock: Clock = {
    now: () => now,
    wallTime: () => now,
    at: () => ({ [Symbol.dispose]: () => {} }),
    every: (_periodMs, callback) => {
      tick = callback;
      return { [Symbol.dispose]: () => {} };
    },
  };
  let frames = 0;
  using _microphone = new Microphone({
    clock,
    format,
    send: () => {
      frames += 1;
    },
  });
  const framesAt = (instant: number) => {
    now = instant;
    frames = 0;
    tick();
    return frames;
  };
  assert.deepEqual(
    [framesAt(20), framesAt(39), framesAt(41), framesAt(200), framesAt(60_000)],
    [1, 0, 1, 8, 50],
  );
});

test('A microphone may keep quiet while nothing is said', () => {
  const clock = new SimulatedClock();
  const lengths: number[] = [];
  const microphone = new Microphone({
    clock,
    format,
    sendSilence: false,
    send: (_bytes, _offset, length) => lengths.push(length),
  });
  clock.advanceBy(200);
  void microphone.say(new Uint8Array(321));
  clock.advanceBy(200);
  assert.deepEqual(lengths, [320, 320]);
  microphone[Symbol.dispose]();
  assert.equal(clock.pending, 0);
});
