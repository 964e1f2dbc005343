/**
 * A line of the caller as sound that no model is needed for: a burst for each word, as long as its letters, with the
 * pauses that its punctuation asks for. So a comma is a pause for thought, and a turn has to survive it.
 */
import { encodeSamples } from '../../../audio/decode.ts';
import { bytesPerSample, msToSamples, type AudioFormat } from '../../../audio/format.ts';

export interface SoundingWord {
  text: string;
  /** From the beginning of the line. */
  startMs: number;
  endMs: number;
}

const msPerLetter = 60;
const wordLeastMs = 180;
const gapMs = 60;
/** Behind a word that ends so. */
const pauses: readonly [ending: RegExp, ms: number][] = [
  [/\.\.\.$|…$/, 1_200],
  [/[.?!]$/, 500],
  [/[,;:]$/, 300],
];
const hertz = 250;
const peak = 8_000;
/** A burst swells and fades, so that no edge of it clicks. */
const fadeMs = 10;

/** @param lastsMs Stretches or shortens the whole line; undefined: as long as it takes. */
export function wordsOf(text: string, lastsMs: number | undefined): SoundingWord[] {
  const words: SoundingWord[] = [];
  let atMs = 0;
  for (const word of text.match(/\S+/g) ?? []) {
    const letters = word.replaceAll(/[^\p{L}\p{N}]/gu, '').length;
    const endMs = atMs + Math.max(wordLeastMs, letters * msPerLetter);
    words.push({ text: word, startMs: atMs, endMs });
    atMs = endMs + (pauses.find(([ending]) => ending.test(word))?.[1] ?? gapMs);
  }
  const scale = lastsMs === undefined ? 1 : lastsMs / (words.at(-1)?.endMs ?? lastsMs);
  return words.map(({ text: word, startMs, endMs }) => ({
    text: word,
    startMs: startMs * scale,
    endMs: endMs * scale,
  }));
}

/** The bursts, encoded for the line. */
export function soundOf(words: readonly SoundingWord[], { encoding, sampleRate }: AudioFormat): Uint8Array {
  const samples = new Int16Array(Math.round(((words.at(-1)?.endMs ?? 0) * sampleRate) / 1000));
  for (const { startMs, endMs } of words) {
    const from = Math.round((startMs * sampleRate) / 1000);
    const until = Math.round((endMs * sampleRate) / 1000);
    const fade = msToSamples(fadeMs, sampleRate);
    for (let index = from; index < until; index += 1) {
      const level = Math.min(1, (index - from + 1) / fade, (until - index) / fade);
      samples[index] = Math.round(level * peak * Math.sin((2 * Math.PI * hertz * index) / sampleRate));
    }
  }
  const bytes = new Uint8Array(samples.length * bytesPerSample(encoding));
  encodeSamples(encoding, samples, 0, samples.length, bytes);
  return bytes;
}
