/**
 * A call as one recording: the caller left, the agent as it was heard right, on one timeline.
 * Two rates are brought to the higher one; the file is PCM16.
 */
import { decodeSamples, encodeSamples } from '../../audio/decode.ts';
import { createResampler } from '../../audio/resample.ts';
import { encodeWav, interleaveStereo } from '../../audio/wav.ts';
import type { AudioFormat } from '../../audio/format.ts';

export interface StereoSide {
  format: AudioFormat;
  /** Encoded audio from the origin of the timeline on. */
  audio: Uint8Array;
}

/** @returns a WAV file. */
export function stereoWav(caller: StereoSide, agent: StereoSide): Uint8Array {
  const sampleRate = Math.max(caller.format.sampleRate, agent.format.sampleRate);
  const data = interleaveStereo('pcm16le', pcmAt(caller, sampleRate), pcmAt(agent, sampleRate));
  return encodeWav({ encoding: 'pcm16le', sampleRate, channels: 2 }, data);
}

function pcmAt(side: StereoSide, sampleRate: number): Uint8Array {
  const decoded = new Int16Array(side.audio.length);
  const count = decodeSamples(side.format.encoding, side.audio, 0, side.audio.length, decoded);
  const ratio = sampleRate / side.format.sampleRate;
  const samples = new Int16Array(Math.ceil(count * ratio) + 8);
  const written = createResampler(side.format.sampleRate, sampleRate).process(decoded, 0, count, samples, 0);
  const bytes = new Uint8Array(written * 2);
  encodeSamples('pcm16le', samples, 0, written, bytes);
  return bytes;
}
