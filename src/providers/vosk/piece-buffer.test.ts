import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { AudioFormat } from '../../audio/format.ts';
import { PieceBuffer } from './piece-buffer.ts';

const format: AudioFormat = { encoding: 'pcm16le', sampleRate: 8000, channels: 1 };

function collect(of: AudioFormat = format) {
  const pieces: { at: number; bytes: number[] }[] = [];
  const buffer = new PieceBuffer(of, (message, audioBytes) => {
    const view = Buffer.from(message);
    assert.equal(view.length, 8 + audioBytes);
    pieces.push({ at: view.readDoubleLE(0), bytes: [...view.subarray(8)] });
  });
  return { pieces, buffer };
}

test('five frames of 20 ms make one piece', () => {
  const { pieces, buffer } = collect();
  for (let frame = 0; frame < 7; frame += 1) buffer.add(new Uint8Array(320), 0, 320, 400 + frame * 160);
  assert.deepEqual(
    pieces.map(({ at, bytes }) => [at, bytes.length]),
    [[400, 1600]],
  );
  buffer.flush();
  buffer.flush();
  assert.deepEqual(
    pieces.map(({ at, bytes }) => [at, bytes.length]),
    [
      [400, 1600],
      [1200, 640],
    ],
  );
});

test('a hole ends the piece before it', () => {
  const { pieces, buffer } = collect();
  buffer.add(new Uint8Array(320), 0, 320, 0);
  buffer.add(new Uint8Array(320), 0, 320, 480);
  buffer.flush();
  assert.deepEqual(
    pieces.map(({ at, bytes }) => [at, bytes.length]),
    [
      [0, 320],
      [480, 320],
    ],
  );
});

test('writes of any length come out whole, in order and in their places', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1500 })),
      fc.constantFrom<AudioFormat>(format, { encoding: 'mulaw', sampleRate: 8000, channels: 1 }),
      (lengths, of) => {
        const sampleBytes = of.encoding === 'mulaw' ? 1 : 2;
        const { pieces, buffer } = collect(of);
        const sent: number[] = [];
        for (const samples of lengths) {
          const bytes = Uint8Array.from({ length: samples * sampleBytes }, (_, index) => sent.length + index);
          // Half in front that is not ours.
          buffer.add(Uint8Array.of(1, 1, ...bytes), 2, bytes.length, sent.length / sampleBytes);
          sent.push(...bytes);
        }
        buffer.flush();
        assert.deepEqual(
          pieces.flatMap(({ bytes }) => bytes),
          sent,
        );
        let at = 0;
        for (const piece of pieces) {
          assert.equal(piece.at, at);
          at += piece.bytes.length / sampleBytes;
        }
      },
    ),
  );
});
