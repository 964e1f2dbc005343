/** A word of a reply and where it sounds in its clause's audio. */
export interface SpokenWord {
  /** Where the word stands in the clause's text: [start, end) in UTF-16 units. */
  textStart: number;
  textEnd: number;
  /** Where it sounds, in samples from the clause's start. */
  startSample: number;
  endSample: number;
}

/** Slower than anybody speaks: an estimate by it never claims a word that was not yet heard. */
const slowMsPerLetter = 120;

/**
 * Words of a clause whose TTS tells no timings: spread over the audio by their letters, or, while its
 * length is unknown, over a slow reading of the text.
 */
export function estimatedWords(text: string, samples: number | undefined, sampleRate: number): SpokenWord[] {
  if (samples === 0) return [];
  const length = samples ?? (text.length * slowMsPerLetter * sampleRate) / 1000;
  return [...text.matchAll(/\S+/g)].map((match) => {
    const textStart = match.index;
    const textEnd = textStart + match[0].length;
    return {
      textStart,
      textEnd,
      startSample: Math.floor((textStart / text.length) * length),
      endSample: Math.ceil((textEnd / text.length) * length),
    };
  });
}
