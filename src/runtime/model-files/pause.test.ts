import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import { pause } from './pause.ts';

test('A pause lasts as long as it was asked to', async () => {
  const clock = new SimulatedClock();
  let isOver = false;
  const pausing = pause(clock, 500).then(() => (isOver = true));
  await clock.run(499);
  assert.equal(isOver, false);
  await clock.run(1);
  assert.equal(isOver, true);
  await pausing;
});

test('An abort ends a pause at once, with its own reason, and disarms the clock', async () => {
  const clock = new SimulatedClock();
  const controller = new AbortController();
  const reason = new Error('enough');
  const refused = assert.rejects(pause(clock, 500, controller.signal), (thrown) => thrown === reason);
  controller.abort(reason);
  await refused;
  assert.equal(clock.pending, 0);
  await assert.rejects(pause(clock, 500, controller.signal), (thrown) => thrown === reason);
});
