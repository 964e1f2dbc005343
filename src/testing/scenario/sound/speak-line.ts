/** A caller's line, spoken: PCM16, without the silence behind it. */
import type { TextToSpeech } from '../../../contracts/tts.ts';

/** Below this a sample is silence: about -50 dB of full scale. */
const silentPeak = 100;
/** What a breath leaves behind the last sound. */
const tailMs = 20;

/** @throws AntiphonError of the voice, where it cannot speak the line. */
export async function speakLine(
  tts: TextToSpeech,
  voice: string | undefined,
  language: string,
  text: string,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stream = tts.open({
    language,
    ...(voice === undefined ? {} : { voice }),
    listener: {
      onAudio: (_clause, bytes, offset, length) => pieces.push(bytes.slice(offset, offset + length)),
      onWords: () => undefined,
      onClauseEnd: () => resolve(),
      onError: (_clause, error) => reject(error),
    },
  });
  try {
    stream.speak(0, text);
    await promise;
  } finally {
    stream.close();
  }
  return withoutTail(joined(pieces), tts.capabilities.format.sampleRate);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function withoutTail(bytes: Uint8Array, sampleRate: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - (bytes.length % 2);
  while (end > 0 && Math.abs(view.getInt16(end - 2, true)) < silentPeak) end -= 2;
  return bytes.subarray(0, Math.min(bytes.length, end + 2 * Math.round((sampleRate * tailMs) / 1000)));
}
