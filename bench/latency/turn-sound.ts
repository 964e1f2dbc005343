/**
 * The sound of a turn: a hiss for as long as words last, silence in the pauses. Who listens hears no words
 * in it and no melody either: a tone would be heard as a voice that is held up at every pause.
 */
import { Random } from '../../sim/random.ts';
import type { CallerTurn } from './caller-turn.ts';

const sampleRate = 16_000;
const loud = 8_000;

/** PCM16 at 16 kHz. */
export function turnSound({ words, durationMs }: Pick<CallerTurn, 'words' | 'durationMs'>): Uint8Array {
  const random = new Random(1);
  const samples = new Int16Array(Math.round((durationMs * sampleRate) / 1000));
  for (const { startMs, endMs } of words) {
    const end = Math.min(samples.length, Math.round((endMs * sampleRate) / 1000));
    for (let index = Math.round((startMs * sampleRate) / 1000); index < end; index += 1)
      samples[index] = random.between(-loud, loud);
  }
  return new Uint8Array(samples.buffer);
}
