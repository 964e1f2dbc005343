import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { copyBytes } from './copy-bytes.ts';

test('the bytes asked for are copied and no others, from views into larger memory too', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 700 }),
      fc.nat(),
      fc.nat(),
      fc.nat(40),
      fc.nat(40),
      (content, offsetSeed, lengthSeed, at, margin) => {
        const offset = offsetSeed % content.length;
        const length = lengthSeed % (content.length - offset + 1);
        const memory = new Uint8Array(content.length + margin);
        const bytes = memory.subarray(margin);
        bytes.set(content);
        const into = new Uint8Array(margin + at + length + 3).subarray(margin).fill(7);
        copyBytes(bytes, offset, length, into, at);
        const expected = [...Array(at).fill(7), ...content.subarray(offset, offset + length), 7, 7, 7];
        assert.deepEqual([...into], expected);
      },
    ),
  );
});

test('twenty thousand frames leave no garbage behind', () => {
  const recording = new Uint8Array(64_000);
  const ring = new Uint8Array(28_800);
  const copyFrames = (): void => {
    for (let frame = 0; frame < 20_000; frame += 1) {
      copyBytes(recording, (frame % 100) * 640, 640, ring, (frame % 45) * 640);
    }
  };
  copyFrames();
  // Whatever else this process does may allocate or collect in one round, never in most of them.
  const grownBytes = Array.from({ length: 9 }, () => {
    const before = process.memoryUsage().heapUsed;
    copyFrames();
    return process.memoryUsage().heapUsed - before;
  }).toSorted((a, b) => a - b);
  // A view a frame would be 2 MB a round.
  assert.ok(grownBytes[4]! < 500_000, `the median of ${grownBytes.join(', ')} bytes`);
});
