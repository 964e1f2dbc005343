/**
 * How loud a frame is, read straight from its encoded bytes.
 *
 * The first question about every frame is whether anything is there at all; answering it must not
 * cost a decoded copy. For G.711 a table holds the square of each code, for PCM16 two bytes are
 * joined on the fly. No allocation.
 */
import { alawToPcm } from './alaw.ts';
import type { AudioEncoding } from './format.ts';
import { mulawToPcm } from './mulaw.ts';

/** What digital silence measures: below the last bit of PCM16 (-90.3 dBFS). */
export const silenceDbfs = -100;

const fullScaleSquared = 32768 * 32768;
const mulawSquares = Float64Array.from(mulawToPcm, (sample) => sample * sample);
const alawSquares = Float64Array.from(alawToPcm, (sample) => sample * sample);

/** RMS of `length` encoded bytes in dB below full scale: 0 for a full-scale square wave, `silenceDbfs` for nothing. */
export function levelDbfs(
  encoding: AudioEncoding,
  bytes: Uint8Array,
  offset: number,
  length: number,
): number {
  if (encoding === 'pcm16le') return toDbfs(pcmEnergy(bytes, offset, length), length >> 1);
  const squares = encoding === 'mulaw' ? mulawSquares : alawSquares;
  return toDbfs(codeEnergy(squares, bytes, offset, length), length);
}

function pcmEnergy(bytes: Uint8Array, offset: number, length: number): number {
  let energy = 0;
  const end = offset + (length & ~1);
  for (let index = offset; index < end; index += 2) {
    const sample = ((bytes[index + 1]! << 24) >> 16) | bytes[index]!;
    energy += sample * sample;
  }
  return energy;
}

function codeEnergy(squares: Float64Array, bytes: Uint8Array, offset: number, length: number): number {
  let energy = 0;
  const end = offset + length;
  for (let index = offset; index < end; index += 1) energy += squares[bytes[index]!]!;
  return energy;
}

/** One expression for silence too: two kinds of number as a result would be boxed, one object per frame. */
function toDbfs(energy: number, samples: number): number {
  return Math.max(silenceDbfs, 10 * Math.log10(energy / (samples * fullScaleSquared)));
}
