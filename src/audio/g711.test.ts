import assert from 'node:assert/strict';
import { test } from 'vitest';
import { alawToPcm, pcmToAlaw } from './alaw.ts';
import { mulawToPcm, pcmToMulaw } from './mulaw.ts';

const laws = [
  { name: 'mu-law', toPcm: mulawToPcm, toCode: pcmToMulaw, zeros: [0x7f] },
  { name: 'A-law', toPcm: alawToPcm, toCode: pcmToAlaw, zeros: [] as number[] },
];

for (const { name, toPcm, toCode, zeros } of laws) {
  test(`${name} gives every code back that it decoded`, () => {
    for (let code = 0; code < 256; code += 1) {
      // mu-law has two zeros; the negative one comes back as the positive.
      const expected = zeros.includes(code) ? code | 0x80 : code;
      assert.equal(toCode[toPcm[code]! & 0xffff], expected, `code ${code}`);
    }
  });

  test(`${name} codes each of the 65,536 samples within half a step of it`, () => {
    const values = [...toPcm].toSorted((a, b) => a - b);
    for (let sample = -32768; sample <= 32767; sample += 1) {
      const error = Math.abs(toPcm[toCode[sample & 0xffff]!]! - sample);
      assert.ok(error <= halfStepAround(values, sample), `sample ${sample}: off by ${error}`);
    }
  });
}

// From the tables of G.711, scaled to 16 bits.
const fixed = [
  { toPcm: mulawToPcm, code: 0x00, pcm: -32124 },
  { toPcm: mulawToPcm, code: 0x80, pcm: 32124 },
  { toPcm: mulawToPcm, code: 0xff, pcm: 0 },
  { toPcm: mulawToPcm, code: 0xf0, pcm: 120 },
  { toPcm: alawToPcm, code: 0xd5, pcm: 8 },
  { toPcm: alawToPcm, code: 0x55, pcm: -8 },
  { toPcm: alawToPcm, code: 0xaa, pcm: 32256 },
  { toPcm: alawToPcm, code: 0x2a, pcm: -32256 },
];
for (const { toPcm, code, pcm } of fixed) {
  test(`${toPcm === mulawToPcm ? 'mu-law' : 'A-law'} 0x${code.toString(16)} is ${pcm}`, () => {
    assert.equal(toPcm[code], pcm);
  });
}

/** Half the widest step next to the sample: steps double from segment to segment. Beyond the last value it clips. */
function halfStepAround(sorted: number[], sample: number): number {
  const above = sorted.findIndex((value) => value > sample);
  const at = above === -1 ? sorted.length - 1 : above;
  const beyond = Math.max(sorted[0]! - sample, sample - sorted.at(-1)!, 0);
  let widest = 0;
  for (let index = Math.max(1, at - 1); index <= Math.min(sorted.length - 1, at + 1); index += 1) {
    widest = Math.max(widest, sorted[index]! - sorted[index - 1]!);
  }
  return Math.max(beyond, widest / 2 + 1);
}
