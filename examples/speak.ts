/** The voice of the synthetic callers in these examples: 16 kHz, mono, 16 bit. */
import type { Clock } from 'antiphon/clock';
import { flite } from 'antiphon/providers/flite';

export async function speak(text: string, clock: Clock): Promise<Uint8Array> {
  await using tts = await flite({ voice: 'slt', clock });
  const pieces: Uint8Array[] = [];
  await new Promise<void>((resolve, reject) => {
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
  });
  return new Uint8Array(Buffer.concat(pieces));
}
