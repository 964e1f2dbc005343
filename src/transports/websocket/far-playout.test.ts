import assert from 'node:assert/strict';
import { test } from 'vitest';
import { FarPlayout } from './far-playout.ts';
import { LeakyBucket } from './leaky-bucket.ts';

/** 8 kHz: 8 samples are a millisecond. At most 400 ms are queued; a mark may be 200 ms late. */
function open(): FarPlayout {
  return new FarPlayout({ sampleRate: 8000, maxQueuedMs: 400, markOverdueMs: 200 });
}

const roomMs = (far: FarPlayout, now: number) => far.room(now) / 8;

test('Room shrinks with what is sent and grows back as it is played, never beyond its bound', () => {
  const far = open();
  far.send(1000, 300 * 8);
  assert.equal(roomMs(far, 1000), 100);
  assert.equal(roomMs(far, 1150), 250);
  assert.equal(roomMs(far, 9000), 400);
  far.send(9000, 100 * 8);
  assert.equal(roomMs(far, 9000), 300);
});

test('A far end that stalls before a mark is not fed for ever', () => {
  const far = open();
  far.send(0, 300 * 8);
  far.mark('a');
  // Without the mark, playout would be believed done at 300. It is: 200 ms past the mark there is nothing.
  assert.equal(roomMs(far, 300), 400);
  far.send(300, 400 * 8);
  assert.equal(roomMs(far, 500), 200);
  assert.equal(roomMs(far, 5000), 200);
  // The mark comes back very late: playout stands there now.
  assert.equal(far.returned(5000, 'a', 0), true);
  assert.equal(roomMs(far, 5000), 0);
  assert.equal(roomMs(far, 5100), 100);
});

test('A receipt puts the estimate right in both directions', () => {
  const far = open();
  far.send(0, 200 * 8);
  far.mark('early');
  far.send(0, 200 * 8);
  assert.equal(far.returned(150, 'early', 0), true);
  assert.equal(roomMs(far, 150), 200);
});

test('After a clear all room is there, and the marks of before are still to be accounted for', () => {
  const far = open();
  far.send(0, 400 * 8);
  far.mark('a');
  assert.equal(far.clear(100), 1);
  assert.equal(roomMs(far, 100), 400);
  far.send(100, 400 * 8);
  far.mark('b');
  assert.equal(roomMs(far, 200), 100);
  assert.deepEqual(
    far.cleared(1).map(({ markId, epoch }) => [markId, epoch]),
    [['a', 0]],
  );
  assert.equal(far.returned(300, 'a', 0), false);
  assert.equal(far.openMarks, 1);
});

test('A receipt of an old epoch, already under way when it was cleared, moves nothing', () => {
  const far = open();
  far.send(0, 400 * 8);
  far.mark('a');
  far.clear(50);
  far.send(50, 100 * 8);
  assert.equal(far.returned(60, 'a', 0), true);
  assert.equal(roomMs(far, 60), 310);
});

test('While playout is held nothing is believed to be played', () => {
  const far = open();
  far.send(0, 400 * 8);
  far.hold(100, true);
  assert.equal(roomMs(far, 3000), 100);
  far.hold(3000, false);
  assert.equal(roomMs(far, 3050), 150);
});

test('A bucket drains at its pace and runs over beyond what it holds', () => {
  const bucket = new LeakyBucket(100, 1);
  assert.equal(bucket.pour(0, 100), true);
  assert.equal(bucket.pour(0, 1), false);
  assert.equal(bucket.pour(50, 49), true);
  assert.equal(bucket.pour(1000, 100), true);
});
