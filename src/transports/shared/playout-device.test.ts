import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Clock } from '../../clock/clock.ts';
import { PlayoutDevice } from './playout-device.ts';

/** A busy process: time has passed, and no timer has run yet. */
class LateClock implements Clock {
  nowMs = 0;

  now(): number {
    return this.nowMs;
  }

  wallTime(): number {
    return this.nowMs;
  }

  at(): Disposable {
    return { [Symbol.dispose]: () => undefined };
  }

  every(): Disposable {
    return this.at();
  }
}

test('A mark that was played before the clear is told as played even where its timer is late', () => {
  const clock = new LateClock();
  const told: string[] = [];
  using device = new PlayoutDevice({
    clock,
    format: { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 },
    capacityMs: 1000,
    onMarkPlayed: ({ markId }) => told.push(markId),
  });
  const tenMs = new Uint8Array(320);
  device.write(tenMs, 0, tenMs.length);
  device.mark('played', 0);
  device.write(tenMs, 0, tenMs.length);
  device.mark('dropped', 0);
  clock.nowMs = 12;
  const dropped = device.clear().map(({ markId }) => markId);
  assert.deepEqual({ told, dropped }, { told: ['played'], dropped: ['dropped'] });
});
