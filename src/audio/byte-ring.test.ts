import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { ByteRing, type ByteRingOverflow } from './byte-ring.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const drain = (ring: ByteRing): number[] => {
  const out = new Uint8Array(ring.capacity);
  return [...out.subarray(0, ring.read(out, 0, ring.capacity))];
};

test('drop-oldest keeps the latest bytes and counts what it threw away', () => {
  const ring = new ByteRing(4, 'drop-oldest');
  assert.equal(ring.write(bytes(1, 2, 3), 0, 3), 3);
  assert.equal(ring.write(bytes(4, 5, 6), 0, 3), 3);
  assert.equal(ring.dropped, 2);
  assert.deepEqual(drain(ring), [3, 4, 5, 6]);
});

test('drop-oldest keeps the end of a write that is larger than the ring', () => {
  const ring = new ByteRing(3, 'drop-oldest');
  ring.write(bytes(9), 0, 1);
  assert.equal(ring.write(bytes(1, 2, 3, 4, 5), 0, 5), 5);
  assert.equal(ring.dropped, 3);
  assert.deepEqual(drain(ring), [3, 4, 5]);
});

test('refuse takes what fits and says so', () => {
  const ring = new ByteRing(4, 'refuse');
  assert.equal(ring.write(bytes(1, 2, 3), 0, 3), 3);
  assert.equal(ring.write(bytes(4, 5, 6), 0, 3), 1);
  assert.equal(ring.write(bytes(7), 0, 1), 0);
  assert.deepEqual(drain(ring), [1, 2, 3, 4]);
});

test('peek looks without taking, skip takes without looking, clear forgets all', () => {
  const ring = new ByteRing(8, 'refuse');
  ring.write(bytes(1, 2, 3, 4), 0, 4);
  const out = new Uint8Array(4);
  assert.equal(ring.peek(out, 1, 2), 2);
  assert.deepEqual([...out], [0, 1, 2, 0]);
  assert.equal(ring.skip(3), 3);
  assert.deepEqual(drain(ring), [4]);
  ring.write(bytes(5), 0, 1);
  ring.clear();
  assert.equal(ring.length, 0);
});

for (const overflow of ['drop-oldest', 'refuse'] satisfies ByteRingOverflow[]) {
  test(`a ring under ${overflow} behaves like a bounded list`, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 17 }),
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 25 })), { maxLength: 60 }),
        (capacity, steps) => {
          const ring = new ByteRing(capacity, overflow);
          const model: number[] = [];
          let next = 0;
          for (const [isWrite, size] of steps) {
            if (isWrite) {
              const input = Uint8Array.from({ length: size }, () => (next += 1) & 0xff);
              const taken = ring.write(input, 0, size);
              model.push(...input.subarray(0, taken));
              if (overflow === 'drop-oldest') model.splice(0, Math.max(0, model.length - capacity));
            } else {
              const out = new Uint8Array(size);
              const count = ring.read(out, 0, size);
              assert.deepEqual([...out.subarray(0, count)], model.splice(0, size));
            }
            assert.equal(ring.length, model.length);
            assert.ok(ring.length <= capacity);
          }
        },
      ),
    );
  });
}

test('a ring without room is refused', () => {
  assert.throws(() => new ByteRing(0, 'refuse'), { code: 'INVARIANT_BROKEN' });
});
