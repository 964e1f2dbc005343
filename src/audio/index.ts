/** Audio as bytes: formats, G.711, G.722, levels, resampling, WAV. Functions without effects. */
export * from './format.ts';
export { alawSilence, alawToPcm, pcmToAlaw } from './alaw.ts';
export { mulawSilence, mulawToPcm, pcmToMulaw } from './mulaw.ts';
export { decodeG722, G722Decoder, g722SampleRate } from './g722.ts';
export { decodeSamples, encodeSamples } from './decode.ts';
export { levelDbfs, silenceDbfs } from './level.ts';
export { createResampler } from './resample.ts';
export type { Resampler } from './resampler.ts';
export {
  encodeWav,
  interleaveStereo,
  parseWav,
  silenceByte,
  wavChannel,
  wavHeader,
  type WavFile,
  type WavFormat,
} from './wav.ts';
