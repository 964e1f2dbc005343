import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { PlayoutRing } from './playout-ring.ts';

const open = (capacity = 1000): PlayoutRing => new PlayoutRing({ capacity, underrunGapMax: 100 });
const ramp = (from: number, count: number): Int16Array =>
  Int16Array.from({ length: count }, (_, index) => from + index);

function read(ring: PlayoutRing, count: number): number[] {
  const output = new Int16Array(count);
  return [...output.subarray(0, ring.read(output, count)).values()].map((_, index) => output[index]!);
}

test('What was written is read in its order, across the seam of the ring', () => {
  const ring = open(10);
  assert.equal(ring.write(ramp(0, 8)), 8);
  assert.deepEqual(read(ring, 5), [0, 1, 2, 3, 4]);
  assert.equal(ring.write(ramp(8, 6)), 6);
  assert.deepEqual(read(ring, 20), [5, 6, 7, 8, 9, 10, 11, 12, 13]);
  assert.equal(ring.played, 14);
});

test('What does not fit is not taken, and counted', () => {
  const ring = open(10);
  assert.equal(ring.write(ramp(0, 25)), 10);
  assert.equal(ring.overflow, 15);
});

test('A mark is played when the last sample before it has been read, and not one sample earlier', () => {
  const ring = open();
  ring.write(ramp(0, 50));
  ring.mark({ id: 'a', epoch: 3 });
  ring.write(ramp(0, 50));
  read(ring, 49);
  assert.equal(ring.takePlayed(), undefined);
  read(ring, 1);
  assert.deepEqual(ring.takePlayed(), { id: 'a', epoch: 3 });
  assert.equal(ring.takePlayed(), undefined);
});

test('A mark with nothing before it is played at once', () => {
  const ring = open();
  ring.mark({ id: 'a', epoch: 0 });
  assert.deepEqual(ring.takePlayed(), { id: 'a', epoch: 0 });
});

test('Clear drops what was not played, names the marks that went with it, and what comes after it plays', () => {
  const ring = open();
  ring.write(ramp(0, 50));
  ring.mark({ id: 'played', epoch: 0 });
  ring.write(ramp(50, 50));
  ring.mark({ id: 'dropped', epoch: 0 });
  read(ring, 60);
  assert.equal(ring.takePlayed()?.id, 'played');
  assert.deepEqual(ring.clear(), [{ id: 'dropped', epoch: 0 }]);
  assert.equal(ring.cleared, 40);
  assert.deepEqual(read(ring, 10), []);
  ring.write(ramp(500, 2));
  assert.deepEqual(read(ring, 10), [500, 501]);
  assert.equal(ring.played, 62);
});

test('A hold stops at this sample, and goes on from it; a clear ends it', () => {
  const ring = open();
  ring.write(ramp(0, 50));
  read(ring, 10);
  ring.hold(true);
  assert.deepEqual(read(ring, 10), []);
  ring.hold(false);
  assert.deepEqual(read(ring, 2), [10, 11]);
  ring.hold(true);
  ring.clear();
  ring.write(ramp(7, 1));
  assert.deepEqual(read(ring, 2), [7]);
});

test.each([
  ['sound goes on after a short gap', 80, false, 1],
  ['the gap is as long as between two replies', 200, false, 0],
  ['the reply was cleared', 80, true, 0],
])('Whether it was an underrun is known when %s', (_, gap, cleared, underruns) => {
  const ring = open();
  ring.silent(20);
  ring.write(ramp(0, 50));
  assert.equal(ring.underruns, 0);
  read(ring, 64);
  if (cleared) ring.clear();
  ring.silent(gap);
  ring.write(ramp(0, 50));
  ring.write(ramp(0, 50));
  assert.equal(ring.underruns, underruns);
});

test('Whatever happens in whatever order: every sample is played or cleared or queued, every mark comes back once', () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('write' as const), count: fc.nat(120) }),
    fc.record({ type: fc.constant('read' as const), count: fc.nat(120) }),
    fc.record({ type: fc.constant('mark' as const), count: fc.constant(0) }),
    fc.record({ type: fc.constant('clear' as const), count: fc.constant(0) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const ring = open(300);
      const returned: string[] = [];
      let marks = 0;
      let taken = 0;
      for (const { type, count } of steps) {
        if (type === 'write') taken += ring.write(ramp(0, count));
        if (type === 'read') read(ring, count);
        if (type === 'mark') ring.mark({ id: String(marks++), epoch: 0 });
        for (let mark = ring.takePlayed(); mark !== undefined; mark = ring.takePlayed())
          returned.push(mark.id);
        if (type === 'clear') returned.push(...ring.clear().map(({ id }) => id));
        assert.equal(ring.played + ring.cleared + ring.queued, taken);
      }
      returned.push(...ring.clear().map(({ id }) => id));
      assert.deepEqual(
        returned,
        Array.from({ length: marks }, (_, index) => String(index)),
      );
    }),
  );
});
