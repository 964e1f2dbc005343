import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { encodeFrame, FrameReader, headerBytes } from './framing.ts';

test('frames survive however the stream is cut', () => {
  const frame = fc.record(
    {
      type: fc.integer({ min: 0, max: 255 }),
      lease: fc.integer({ min: 0, max: 0xffff_ffff }),
      payload: fc.uint8Array({ maxLength: 40 }),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(frame), fc.array(fc.integer({ min: 1, max: 30 })), (frames, cuts) => {
      const bytes = Buffer.concat(
        frames.map(({ type, lease, payload }) => encodeFrame(type, lease, payload)),
      );
      const seen: typeof frames = [];
      const reader = new FrameReader((type, lease, payload) => {
        seen.push({ type, lease, payload: new Uint8Array(payload) });
      });
      let at = 0;
      for (const cut of cuts) {
        reader.push(bytes.subarray(at, at + cut));
        at += cut;
      }
      reader.push(bytes.subarray(at));
      assert.deepEqual(seen, frames);
    }),
  );
});

test('a length that nobody would send is refused before memory is spent on it', () => {
  const reader = new FrameReader(() => assert.fail('no frame'));
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(0x7fff_ffff, 0);
  assert.throws(() => reader.push(header), { code: 'PROTOCOL_VIOLATION' });
});
