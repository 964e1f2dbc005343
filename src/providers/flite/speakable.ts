/**
 * Makes a written text speakable, and remembers which written words became which spoken ones.
 *
 * Flite reads much well (numbers, dollars, "Dr. Smith", ordinals) and the rest badly or not at all. Only the
 * rest is rewritten: each rule, and before them the caller's lexicon, claims a stretch of the text; what
 * nobody claims is passed through as plain ASCII, the only thing that flite understands.
 *
 *   written   Siobhan owes €20 …            spans   [Siobhan│shivawn] [owes│owes] [€20│20 euros]
 *   spoken    shivawn owes 20 euros
 */
import { toAscii } from './ascii.ts';
import type { LexiconMatcher } from './lexicon.ts';
import { rules, type RuleContext } from './speakable-rules.ts';

/** A stretch of the spoken text and where it comes from; both [start, end) in UTF-16 units. */
export interface Span {
  spokenStart: number;
  spokenEnd: number;
  textStart: number;
  textEnd: number;
}

export interface Speakable {
  /** Printable ASCII; empty where nothing can be spoken. */
  spoken: string;
  /** In order, without overlap. */
  spans: readonly Span[];
}

interface Claim {
  start: number;
  end: number;
  spoken: string;
}

export function makeSpeakable(text: string, lexicon: LexiconMatcher, context: RuleContext): Speakable {
  const writer = new SpokenWriter();
  let at = 0;
  for (const claim of claims(text, lexicon, context)) {
    writer.plain(text, at, claim.start);
    writer.write(claim.spoken, claim.start, claim.end);
    at = claim.end;
  }
  writer.plain(text, at, text.length);
  return writer.finish();
}

/** In order, without overlap: the lexicon first, then each rule where nobody was before. */
function claims(text: string, lexicon: LexiconMatcher, context: RuleContext): Claim[] {
  const taken = new Uint8Array(text.length);
  const found: Claim[] = [];
  const claim = (start: number, end: number, spoken: string): void => {
    if (end <= start || taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
    found.push({ start, end, spoken });
  };
  lexicon.forEachMatch(text, claim);
  for (const rule of rules) {
    for (const match of text.matchAll(rule.pattern)) {
      const spoken = rule.speak(match, context);
      if (spoken !== undefined) claim(match.index, match.index + match[0].length, spoken);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

class SpokenWriter {
  #spoken = '';
  readonly #spans: Span[] = [];
  #spaceDue = false;

  /** Passes unclaimed text through, run by run. */
  plain(text: string, start: number, end: number): void {
    for (const run of text.slice(start, end).matchAll(/\s+|\S+/gu)) {
      const runStart = start + run.index;
      if (/^\s/u.test(run[0])) this.#spaceDue = true;
      else this.write(toAscii(run[0]), runStart, runStart + run[0].length);
    }
  }

  /** Spaces at either end of `spoken` part it from what is written beside it. */
  write(spoken: string, textStart: number, textEnd: number): void {
    const trimmed = spoken.trim();
    if (spoken.startsWith(' ')) this.#spaceDue = true;
    if (trimmed !== '') {
      // A comma that a dash became stands next to its word.
      if (this.#spaceDue && this.#spoken !== '' && !/^[,.;:!?)]/.test(trimmed)) this.#spoken += ' ';
      this.#spaceDue = false;
      const spokenStart = this.#spoken.length;
      this.#spoken += trimmed;
      this.#spans.push({ spokenStart, spokenEnd: this.#spoken.length, textStart, textEnd });
    }
    if (spoken.endsWith(' ')) this.#spaceDue = true;
  }

  finish(): Speakable {
    // Punctuation alone makes flite fail or sigh.
    if (!/[A-Za-z0-9@%&#+=$]/.test(this.#spoken)) return { spoken: '', spans: [] };
    return { spoken: this.#spoken, spans: this.#spans };
  }
}
