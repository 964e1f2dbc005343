import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { bytesPerSample, type AudioEncoding } from './format.ts';
import { encodeWav, interleaveStereo, parseWav, wavChannel, wavHeader, type WavFormat } from './wav.ts';

const encodings: AudioEncoding[] = ['pcm16le', 'mulaw', 'alaw'];
const anyFormat: fc.Arbitrary<WavFormat> = fc.record({
  encoding: fc.constantFrom(...encodings),
  sampleRate: fc.integer({ min: 1000, max: 384_000 }),
  channels: fc.constantFrom(1 as const, 2 as const),
});

test('What is written as WAV is read back, in every encoding, rate and channel count', () => {
  fc.assert(
    fc.property(anyFormat, fc.uint8Array({ maxLength: 500 }), (format, noise) => {
      const block = bytesPerSample(format.encoding) * format.channels;
      const data = noise.subarray(0, Math.floor(noise.length / block) * block);
      const file = parseWav(encodeWav(format, data));
      assert.deepEqual(
        { ...file, data: [...file.data] },
        { ...format, data: [...data], samples: data.length / block },
      );
    }),
  );
});

test('Garbage, however near to a WAV file, is refused with WAV_INVALID and nothing else', () => {
  const valid = encodeWav({ encoding: 'pcm16le', sampleRate: 8000, channels: 1 }, new Uint8Array(64).fill(7));
  const mutated = fc
    .tuple(
      fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      fc.nat(valid.length),
    )
    .map(([edits, length]) => {
      const bytes = valid.slice();
      for (const [index, value] of edits) bytes[index] = value;
      return bytes.subarray(0, length);
    });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), (bytes) => {
      try {
        const file = parseWav(bytes);
        assert.ok(file.data.length <= bytes.length);
      } catch (thrown) {
        assert.ok(AntiphonError.is(thrown), String(thrown));
        assert.equal(thrown.code, 'WAV_INVALID');
      }
    }),
    { numRuns: 3000 },
  );
});

/** Builds a file by hand, chunk by chunk, as strange programs do. */
function chunks(
  riffSize: number | undefined,
  ...parts: [name: string, body: Uint8Array, size?: number][]
): Uint8Array {
  const bodies = parts.map(([name, body, size]) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(size ?? body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  });
  const rest = Buffer.concat([Buffer.from('WAVE'), ...bodies]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(riffSize ?? rest.length, 4);
  return Buffer.concat([head, rest]);
}

function fmt(tag: number, bits: number, channels = 1, sampleRate = 8000): Uint8Array {
  const body = Buffer.alloc(16);
  body.writeUInt16LE(tag, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(sampleRate, 4);
  body.writeUInt32LE((sampleRate * channels * bits) / 8, 8);
  body.writeUInt16LE((channels * bits) / 8, 12);
  body.writeUInt16LE(bits, 14);
  return body;
}

function extensible(tag: number, bits: number, tail = '000000001000800000aa00389b71'): Uint8Array {
  const extension = Buffer.alloc(8);
  extension.writeUInt16LE(22, 0);
  extension.writeUInt16LE(bits, 2);
  const guid = Buffer.concat([Buffer.from([tag, 0]), Buffer.from(tail, 'hex')]);
  return Buffer.concat([Buffer.from([0xfe, 0xff]), fmt(0xfffe, bits).subarray(2), extension, guid]);
}

const pcm = fmt(1, 16);
const audio = Uint8Array.of(1, 2, 3, 4);
const readable: { name: string; bytes: Uint8Array; encoding?: AudioEncoding; data?: number[] }[] = [
  {
    name: 'chunks nobody asked for',
    bytes: chunks(
      undefined,
      ['LIST', new Uint8Array(5)],
      ['fmt ', pcm],
      ['cue ', new Uint8Array(3)],
      ['data', audio],
      ['id3 ', audio],
    ),
  },
  {
    name: 'an extensible format around PCM16',
    bytes: chunks(undefined, ['fmt ', extensible(1, 16)], ['data', audio]),
  },
  {
    name: 'an extensible format around mu-law',
    bytes: chunks(undefined, ['fmt ', extensible(7, 8)], ['data', audio]),
    encoding: 'mulaw',
  },
  {
    name: 'a stream with a size of 0xFFFFFFFF',
    bytes: chunks(0xffffffff, ['fmt ', pcm], ['data', audio, 0xffffffff]),
  },
  { name: 'a stream with a size of 0', bytes: chunks(0, ['fmt ', pcm], ['data', audio, 0]) },
  {
    name: 'a stream whose placeholder is its bare header',
    bytes: chunks(36, ['fmt ', pcm], ['data', audio, 0]),
  },
  {
    name: 'a recording cut off by a full disk',
    bytes: chunks(undefined, ['fmt ', pcm], ['data', audio, 9999]),
  },
  {
    name: 'a last sample cut in half',
    bytes: chunks(undefined, ['fmt ', pcm], ['data', Uint8Array.of(1, 2, 3, 4, 5)]),
  },
  {
    name: 'an empty recording with a chunk behind it',
    bytes: chunks(undefined, ['fmt ', pcm], ['data', new Uint8Array(0)], ['LIST', audio]),
    data: [],
  },
];

for (const { name, bytes, encoding = 'pcm16le', data = [1, 2, 3, 4] } of readable) {
  test(`A WAV reader understands ${name}`, () => {
    const file = parseWav(bytes);
    assert.equal(file.encoding, encoding);
    assert.deepEqual([...file.data], data);
  });
}

const refused: { name: string; bytes: Uint8Array; says: RegExp }[] = [
  { name: 'text', bytes: Buffer.from('hello, this is text'), says: /does not begin with RIFF/ },
  { name: 'nothing', bytes: new Uint8Array(0), says: /does not begin with RIFF/ },
  { name: '24-bit PCM', bytes: chunks(undefined, ['fmt ', fmt(1, 24)], ['data', audio]), says: /24-bit/ },
  {
    name: 'floating point',
    bytes: chunks(undefined, ['fmt ', fmt(3, 32)], ['data', audio]),
    says: /format 3/,
  },
  {
    name: 'an extensible format of some vendor',
    bytes: chunks(undefined, ['fmt ', extensible(1, 16, 'ff'.repeat(14))], ['data', audio]),
    says: /extensible/,
  },
  {
    name: 'six channels',
    bytes: chunks(undefined, ['fmt ', fmt(1, 16, 6)], ['data', audio]),
    says: /6 channels/,
  },
  {
    name: 'a rate of zero',
    bytes: chunks(undefined, ['fmt ', fmt(1, 16, 1, 0)], ['data', audio]),
    says: /0 Hz/,
  },
  {
    name: 'data before its format',
    bytes: chunks(undefined, ['data', audio], ['fmt ', pcm]),
    says: /before its format/,
  },
  { name: 'no data', bytes: chunks(undefined, ['fmt ', pcm]), says: /no data/ },
  { name: 'no format', bytes: chunks(undefined, ['LIST', audio]), says: /no format/ },
];

for (const { name, bytes, says } of refused) {
  test(`A WAV reader refuses ${name}, and says so`, () => {
    assert.throws(
      () => parseWav(bytes),
      (thrown) => AntiphonError.is(thrown) && thrown.code === 'WAV_INVALID' && says.test(thrown.message),
    );
  });
}

test('A WAV header without a length is that of a stream', () => {
  const header = wavHeader({ encoding: 'mulaw', sampleRate: 8000, channels: 1 });
  assert.deepEqual([...parseWav(Buffer.concat([header, audio])).data], [1, 2, 3, 4]);
});

test('Two voices become left and right, the shorter one filled up with silence, and come apart again', () => {
  for (const encoding of encodings) {
    const left = Uint8Array.of(1, 2, 3, 4);
    const right = Uint8Array.of(5, 6);
    const file = parseWav(
      encodeWav({ encoding, sampleRate: 8000, channels: 2 }, interleaveStereo(encoding, left, right)),
    );
    const silence = { pcm16le: 0, mulaw: 0xff, alaw: 0xd5 }[encoding];
    assert.deepEqual([...wavChannel(file, 0)], [1, 2, 3, 4]);
    assert.deepEqual([...wavChannel(file, 1)], [5, 6, silence, silence]);
  }
});
