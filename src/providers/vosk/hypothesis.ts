/**
 * Which of two recognisers heard right: the one that only knows the domain, or the free one?
 *
 * Confidence alone cannot tell: of human prompts far from the domain 45 % came out of the domain
 * recogniser without `[unk]`, many of them at confidence 1.0 ("seventy" as "saturday"). What tells is
 * sound that the words leave unexplained. So a hypothesis is worth confidence x covered share, and the
 * domain's is taken at once when it is nearly perfect, otherwise when the free one is not clearly better.
 *
 * Measured at 16 (8) kHz with 54 phrases: of unseen sentences of the domain 95 (88) % are kept, WER 6.7 (17)
 * against 21 (40) free; of foreign sentences 1 (8) % and of human prompts of three words and more 1 (7) % are
 * taken falsely; of single words and letters 28 (22) %: what is short fits something.
 * The thresholds were chosen on these same recordings: expect somewhat less on others.
 */
import type { Loudness, Span } from './loudness.ts';
import { unknownWord } from './engine.ts';

export interface HeardWord extends Span {
  text: string;
  confidence: number;
}

/** From here on the free-form recogniser need not be asked. */
const sureConfidence = 0.9;
const sureCoverage = 0.9;
/** How much better free-form must be: its own words fit any sound a little. */
const freeMargin = 0.1;

export class Hypothesis {
  /** Without `[unk]`. */
  readonly words: readonly HeardWord[];
  readonly hasUnknown: boolean;
  /** Mean over the words, 0 to 1; 0 without words. */
  readonly confidence: number;
  /** Share of the loud sound inside words. */
  readonly coverage: number;

  constructor(heard: readonly HeardWord[], loudness: Loudness) {
    this.words = heard.filter(({ text }) => text !== unknownWord);
    this.hasUnknown = this.words.length < heard.length;
    this.confidence =
      this.words.length === 0
        ? 0
        : this.words.reduce((sum, word) => sum + word.confidence, 0) / this.words.length;
    this.coverage = loudness.covered(this.words);
  }

  /** So good, as the domain's, that there is no need to ask further. */
  get sure(): boolean {
    return (
      this.words.length > 0 &&
      !this.hasUnknown &&
      this.confidence >= sureConfidence &&
      this.coverage >= sureCoverage
    );
  }

  get fit(): number {
    return this.confidence * this.coverage;
  }
}

/** The better of the two. */
export function choose(domain: Hypothesis, free: Hypothesis): Hypothesis {
  if (domain.hasUnknown || domain.words.length === 0) return free;
  return domain.fit + freeMargin >= free.fit ? domain : free;
}
