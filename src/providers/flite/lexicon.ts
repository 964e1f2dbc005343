/**
 * How names are to be pronounced: written form to spoken form, matched as whole words, the longest first.
 *
 * One regular expression over all entries, made once per stream, so that a clause costs one pass
 * however long the lexicon is. Case counts: "Job" may be a name where "job" is not.
 */
import { toAscii } from './ascii.ts';

export class LexiconMatcher {
  readonly #spokenByWritten = new Map<string, string>();
  readonly #pattern: RegExp | undefined;

  constructor(lexicon: Readonly<Record<string, string>> = {}) {
    for (const [written, spoken] of Object.entries(lexicon)) {
      const key = written.trim();
      // Word by word, since what `toAscii` does to a dash depends on the white space around it.
      if (key !== '') this.#spokenByWritten.set(key, spoken.split(/\s+/u).map(toAscii).join(' '));
    }
    const longestFirst = [...this.#spokenByWritten.keys()].sort((a, b) => b.length - a.length);
    if (longestFirst.length === 0) return;
    const alternatives = longestFirst.map(escapePattern).join('|');
    this.#pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'gu');
  }

  forEachMatch(text: string, onMatch: (start: number, end: number, spoken: string) => void): void {
    if (this.#pattern === undefined) return;
    for (const match of text.matchAll(this.#pattern)) {
      onMatch(match.index, match.index + match[0].length, this.#spokenByWritten.get(match[0])!);
    }
  }
}

/** `RegExp.escape` needs Node 24. */
function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (character) =>
    character === '-' ? String.raw`\x2d` : `\\${character}`,
  );
}
