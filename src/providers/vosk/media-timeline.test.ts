import assert from 'node:assert/strict';
import { test } from 'vitest';
import { MediaTimeline } from './media-timeline.ts';

test('an unbroken segment counts from where its audio began', () => {
  const timeline = new MediaTimeline();
  timeline.add(1600, 5000);
  timeline.add(1600, 5100);
  assert.deepEqual([timeline.toMediaMs(0), timeline.toMediaMs(2400), timeline.endMs], [5000, 5150, 5200]);
});

test('after a hole the words lie behind it', () => {
  const timeline = new MediaTimeline();
  timeline.add(1600, 0);
  timeline.add(1600, 3000);
  assert.deepEqual(
    [timeline.toMediaMs(1599), timeline.toMediaMs(1600), timeline.endMs],
    [99.9375, 3000, 3100],
  );
});

test('audio that comes again, from before, is where it says', () => {
  const timeline = new MediaTimeline();
  timeline.add(1600, 1000);
  timeline.add(1600, 800);
  assert.equal(timeline.toMediaMs(2400), 850);
});

test('a new segment knows nothing of the last', () => {
  const timeline = new MediaTimeline();
  timeline.add(1600, 1000);
  timeline.clear();
  assert.equal(timeline.endMs, undefined);
  timeline.add(800, 9000);
  assert.equal(timeline.endMs, 9050);
});
