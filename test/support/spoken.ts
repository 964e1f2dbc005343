/** A synthetic caller's sentences as PCM16 at 16 kHz. */
import type { Clock } from '../../src/clock/clock.ts';
import { flite, type FliteVoice } from '../../src/providers/flite/flite.ts';

export async function spoken(
  texts: readonly string[],
  clock: Clock,
  voice: FliteVoice = 'slt',
): Promise<Uint8Array[]> {
  await using tts = await flite({ voice, clock });
  // Awaited here: the voice is closed on the way out.
  return await Promise.all(
    texts.map(async (text) => {
      const pieces: Uint8Array[] = [];
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const stream = tts.open({
        language: 'en-US',
        listener: {
          onAudio: (_clause, bytes, offset, length) => pieces.push(bytes.slice(offset, offset + length)),
          onWords: () => undefined,
          onClauseEnd: () => resolve(),
          onError: (_clause, error) => reject(error),
        },
      });
      stream.speak(0, text);
      await promise;
      stream.close();
      return new Uint8Array(Buffer.concat(pieces));
    }),
  );
}
