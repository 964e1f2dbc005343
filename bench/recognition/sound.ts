/**
 * A recording as a caller would send it: PCM16 at the rate that is asked for, between two stretches of
 * a quiet line.
 *
 * A line is never digitally silent, and a recogniser that is fed from the first voiced frame on loses
 * the first word. So the voice comes after `leadMs` of faint noise, as a session's pre-roll would bring it,
 * and before the `trailMs` of silence after which an endpointer flushes.
 */
import { readFileSync } from 'node:fs';
import { decodeSamples } from '../../src/audio/decode.ts';
import { msToSamples } from '../../src/audio/format.ts';
import { createResampler } from '../../src/audio/resample.ts';
import { parseWav, wavChannel } from '../../src/audio/wav.ts';

export interface Sound {
  samples: Int16Array;
  sampleRate: number;
}

export const leadMs = 500;
export const trailMs = 200;
/** Peak of the line's noise: -70 dBFS, the quiet end of telephone lines. */
const noisePeak = 10;

/** Reads a WAV file; of two channels it takes the left one. @throws {AntiphonError} WAV_INVALID */
export function readSound(file: string): Sound {
  const wav = parseWav(readFileSync(file));
  const bytes = wavChannel(wav, 0);
  const samples = new Int16Array(wav.samples);
  decodeSamples(wav.encoding, bytes, 0, bytes.length, samples);
  return { samples, sampleRate: wav.sampleRate };
}

/** The same sound at another rate. Going down, what does not fit the new band is filtered away. */
export function atRate({ samples, sampleRate }: Sound, rate: number): Sound {
  const output = new Int16Array(Math.ceil((samples.length * rate) / sampleRate) + 1);
  const written = createResampler(sampleRate, rate).process(samples, 0, samples.length, output, 0);
  return { samples: output.subarray(0, written), sampleRate: rate };
}

export function onQuietLine({ samples, sampleRate }: Sound): Sound {
  const lead = msToSamples(leadMs, sampleRate);
  const line = new Int16Array(lead + samples.length + msToSamples(trailMs, sampleRate));
  fillWithNoise(line);
  line.set(samples, lead);
  return { samples: line, sampleRate };
}

/** Always the same noise, so that two runs hear the same. */
function fillWithNoise(samples: Int16Array): void {
  let state = 1;
  for (let index = 0; index < samples.length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    samples[index] = ((state >>> 16) % (2 * noisePeak + 1)) - noisePeak;
  }
}
