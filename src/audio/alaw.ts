/**
 * A-law of ITU-T G.711: eight bits that sound like thirteen, what lines outside North America carry.
 *
 * Tables for both directions, as in `mulaw.ts` and for the same reason.
 */

/** Every second bit is inverted on the wire, so that a silent line still shows edges. */
const evenBits = 0x55;

/** PCM16 of each of the 256 codes. */
export const alawToPcm: Int16Array = Int16Array.from({ length: 256 }, (_, code) => decodeByRule(code));

/** The code of each PCM16 sample, indexed by `sample & 0xffff`. */
export const pcmToAlaw: Uint8Array = Uint8Array.from({ length: 65536 }, (_, index) =>
  encodeByRule((index << 16) >> 16),
);

/** The code of silence: A-law has no zero, this is the smallest positive step. */
export const alawSilence = 0xd5;

function decodeByRule(code: number): number {
  const toggled = code ^ evenBits;
  const segment = (toggled >> 4) & 7;
  const mantissa = ((toggled & 15) << 4) + 8;
  const magnitude = segment === 0 ? mantissa : (mantissa + 0x100) << (segment - 1);
  return (toggled & 0x80) === 0 ? -magnitude : magnitude;
}

/** The standard codes negative values by their one's complement: -1 falls into the first step below zero. */
function encodeByRule(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  const magnitude = sample < 0 ? ~sample : sample;
  const segment = Math.max(0, 24 - Math.clz32(magnitude));
  const mantissa = (magnitude >> (segment === 0 ? 4 : segment + 3)) & 15;
  return (sign | (segment << 4) | mantissa) ^ evenBits;
}
