/**
 * ClauseSplitter cuts a stream of text into pieces that can be spoken, as early as they can be.
 *
 * Intuition: the first piece decides how soon the caller hears something, so it may end at a comma;
 * later pieces have the voice of the earlier ones to hide behind, so they end at sentences, which
 * sound better. A full stop ends a sentence only when something follows it, and not behind "Dr." or
 * between digits.
 */

export interface ClauseSplitterOptions {
  /** The first clause may end at a comma once it has so many letters. */
  firstClauseMinLetters: number;
  /** A clause without any punctuation is cut at a space by then. */
  clauseMaxLetters: number;
}

const abbreviations = /(?:\b(?:mr|mrs|ms|dr|prof|st|no|vs|etc|e\.g|i\.e|a\.m|p\.m)|\b[a-z])\.$/i;
const sentenceEnd = /[.!?…]["'”’)]*$/;
const softEnd = /[,;:–—]$/;

export class ClauseSplitter {
  #pending = '';
  #clauses = 0;
  readonly #options: ClauseSplitterOptions;

  constructor(options: ClauseSplitterOptions) {
    this.#options = options;
  }

  /** Takes the next piece of text and returns the clauses that it completes. */
  push(text: string): string[] {
    this.#pending += text;
    const complete: string[] = [];
    for (let cut = this.#cut(); cut > 0; cut = this.#cut()) {
      complete.push(...this.#take(cut));
    }
    return complete;
  }

  /** The stream is over: returns what is left. */
  end(): string[] {
    return this.#take(this.#pending.length);
  }

  #take(length: number): string[] {
    const clause = this.#pending.slice(0, length).replace(/\s+/g, ' ').trim();
    this.#pending = this.#pending.slice(length);
    if (!/[\p{L}\p{N}]/u.test(clause)) return [];
    this.#clauses += 1;
    return [clause];
  }

  /** Where the pending text can be cut, or 0. A cut lies before a space, so that its reason is certain. */
  #cut(): number {
    for (const match of this.#pending.matchAll(/\s+/g)) {
      const head = this.#pending.slice(0, match.index);
      if (/^\s*$/.test(head)) continue;
      if (match[0].includes('\n') || (sentenceEnd.test(head) && !abbreviations.test(head)))
        return match.index;
      const mayBeSoft = this.#clauses === 0 && head.trim().length >= this.#options.firstClauseMinLetters;
      if (mayBeSoft && softEnd.test(head)) return match.index;
      if (head.trim().length >= this.#options.clauseMaxLetters) return match.index;
    }
    return 0;
  }
}
