/** How audio is encoded on a leg or by a model. Everything in the house is one channel. */
export interface AudioFormat {
  encoding: AudioEncoding;
  sampleRate: SampleRate;
  channels: 1;
}

export type AudioEncoding = 'pcm16le' | 'mulaw' | 'alaw';
export type SampleRate = 8000 | 16000 | 24000 | 48000;

/** Milliseconds of audio in one frame: what a leg delivers and the playout sends at a time. */
export const frameMs = 20;

export function bytesPerSample(encoding: AudioEncoding): 1 | 2 {
  return encoding === 'pcm16le' ? 2 : 1;
}

export function samplesToMs(samples: number, sampleRate: number): number {
  return (samples * 1000) / sampleRate;
}

export function msToSamples(ms: number, sampleRate: number): number {
  return Math.round((ms * sampleRate) / 1000);
}

/** Bytes of one `frameMs` frame. */
export function frameBytes(format: AudioFormat): number {
  return msToSamples(frameMs, format.sampleRate) * bytesPerSample(format.encoding);
}
