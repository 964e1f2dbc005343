/**
 * Encoded bytes to PCM16 and back, into buffers of the caller: nothing is allocated.
 *
 * PCM16 on the wire is little-endian whatever the machine, so bytes are joined one by one: a view
 * would have to be aligned and would be an object per frame.
 */
import { alawToPcm, pcmToAlaw } from './alaw.ts';
import type { AudioEncoding } from './format.ts';
import { mulawToPcm, pcmToMulaw } from './mulaw.ts';

/** Decodes `length` bytes into `samples` from `at` on. @returns samples written; half a PCM16 sample is left out. */
export function decodeSamples(
  encoding: AudioEncoding,
  bytes: Uint8Array,
  offset: number,
  length: number,
  samples: Int16Array,
  at = 0,
): number {
  if (encoding !== 'pcm16le') {
    const table = encoding === 'mulaw' ? mulawToPcm : alawToPcm;
    for (let index = 0; index < length; index += 1) samples[at + index] = table[bytes[offset + index]!]!;
    return length;
  }
  const count = length >> 1;
  for (let index = 0, byte = offset; index < count; index += 1, byte += 2) {
    samples[at + index] = (bytes[byte + 1]! << 8) | bytes[byte]!;
  }
  return count;
}

/** Encodes `count` samples from `at` on into `bytes` from `offset` on. @returns bytes written. */
export function encodeSamples(
  encoding: AudioEncoding,
  samples: Int16Array,
  at: number,
  count: number,
  bytes: Uint8Array,
  offset = 0,
): number {
  if (encoding !== 'pcm16le') {
    const table = encoding === 'mulaw' ? pcmToMulaw : pcmToAlaw;
    for (let index = 0; index < count; index += 1) {
      bytes[offset + index] = table[samples[at + index]! & 0xffff]!;
    }
    return count;
  }
  for (let index = 0, byte = offset; index < count; index += 1, byte += 2) {
    const sample = samples[at + index]!;
    bytes[byte] = sample & 0xff;
    bytes[byte + 1] = (sample >> 8) & 0xff;
  }
  return count * 2;
}
