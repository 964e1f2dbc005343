/** Offline labelling: the words of a recording with their times, from the engine itself and its free-form recogniser. */
import { engineSampleRate, type SpeechEngine } from '../../src/providers/vosk/engine.ts';
import { atRate, leadMs, onQuietLine, type Sound } from '../recognition/sound.ts';

/** Times count from the first sample of the sound. */
export interface TimedWord {
  text: string;
  startMs: number;
  endMs: number;
}

const pieceSamples = engineSampleRate / 5;

export function hearWords(sound: Sound, engine: SpeechEngine): TimedWord[] {
  const { samples } = atRate(onQuietLine(sound), engineSampleRate);
  const recogniser = engine.createRecogniser(undefined);
  try {
    for (let at = 0; at < samples.length; at += pieceSamples) {
      const piece = samples.subarray(at, at + pieceSamples);
      recogniser.accept(piece, piece.length);
    }
    return recogniser.final().map(({ text, start, end }) => ({
      text,
      startMs: start * 1000 - leadMs,
      endMs: end * 1000 - leadMs,
    }));
  } finally {
    recogniser.free();
  }
}
