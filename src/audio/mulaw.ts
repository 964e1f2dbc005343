/**
 * mu-law of ITU-T G.711: eight bits that sound like fourteen, what North American lines carry.
 *
 * Both directions are tables, since a frame must cost less than a microsecond: 256 entries to
 * decode, one entry for every 16-bit sample (64 KB, fits the L2 cache) to encode.
 */

/** What the standard adds before it takes the logarithm, on the 16-bit scale. */
const bias = 0x84;
/** The largest magnitude that survives the bias. */
const clip = 32635;

/** PCM16 of each of the 256 codes. */
export const mulawToPcm: Int16Array = Int16Array.from({ length: 256 }, (_, code) => decodeByRule(code));

/** The code of each PCM16 sample, indexed by `sample & 0xffff`. */
export const pcmToMulaw: Uint8Array = Uint8Array.from({ length: 65536 }, (_, index) =>
  encodeByRule((index << 16) >> 16),
);

/** The code of silence. */
export const mulawSilence = 0xff;

/** Bits on the wire are inverted: sign, three of exponent, four of mantissa. */
function decodeByRule(code: number): number {
  const inverted = ~code & 0xff;
  const exponent = (inverted >> 4) & 7;
  const magnitude = ((((inverted & 15) << 3) + bias) << exponent) - bias;
  return (inverted & 0x80) === 0 ? magnitude : -magnitude;
}

function encodeByRule(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  // The bias sets bit 7, so that the exponent is the position of the highest bit above it.
  const exponent = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (exponent + 3)) & 15;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}
