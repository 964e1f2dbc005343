/**
 * A recogniser of digits hears along while so many of them are expected, and says whether it was they.
 *
 * A bigram cannot count, so its likeliest reading lacks a digit now and then; of the next likely ones the first that
 * has all of them is taken, if it is hardly less likely. It is never asked to leave one out: who says six digits
 * where five are expected says something else.
 */
import { countDigits, digitsAmong, readingPhrases } from './digits.ts';
import type { HeardWord, Hypothesis } from './hypothesis.ts';
import type { Loudness } from './loudness.ts';
import type { LentRecogniser, Recognisers } from './recognisers.ts';

/** Readings that are looked at. */
const readingsMax = 20;
/** How much less likely than the likeliest a reading may be, nats. */
const marginMax = 2;
/** How much less likely its next rival must be, where it is not the likeliest itself. */
const rivalMin = 0.5;
/** Share of the loud sound that must lie in its words. */
const coverageMin = 0.8;

interface Reading {
  words: readonly HeardWord[];
  score: number;
}

export class DigitReading {
  readonly #wanted: number;
  readonly #recogniser: LentRecogniser;

  constructor(wanted: number, recognisers: Recognisers) {
    this.#wanted = wanted;
    this.#recogniser = recognisers.lend(readingPhrases(wanted), readingsMax);
  }

  get recogniser(): LentRecogniser {
    return this.#recogniser;
  }

  hear(samples: Int16Array, count: number): void {
    this.#recogniser.accept(samples, count);
  }

  /**
   * Ends the utterance. @param domain what was heard beside all else that may be said.
   * @returns the words where they are digits rather than that: all that are wanted, or the first of them.
   */
  conclude(domain: Hypothesis, loudness: Loudness): readonly HeardWord[] | undefined {
    const heard = textsOf(domain.words);
    if (domain.sure && countDigits(heard) === this.#wanted) return undefined;
    const digits = digitsAmong(heard);
    const readings = this.#recogniser.readings();
    const whole = digits >= this.#wanted - 2 || !domain.sure ? this.#whole(readings) : undefined;
    const part = digits > 0 && !domain.sure ? this.#part(readings) : undefined;
    const words = whole ?? part;
    return words !== undefined && loudness.covered(words) >= coverageMin ? words : undefined;
  }

  #whole(readings: readonly Reading[]): readonly HeardWord[] | undefined {
    const [likeliest] = readings;
    if (likeliest === undefined || this.#saysMore(likeliest)) return undefined;
    const fitting = readings.filter(
      (reading) => likeliest.score - reading.score <= marginMax && countOf(reading) === this.#wanted,
    );
    const [first, second] = fitting;
    if (first === undefined || first === likeliest) return first?.words;
    // A digit that was hardly heard must at least be one and no other.
    return second === undefined || first.score - second.score >= rivalMin ? first.words : undefined;
  }

  /** Callers pause in a number: what was said before the pause. */
  #part([likeliest]: readonly Reading[]): readonly HeardWord[] | undefined {
    const count = likeliest && countOf(likeliest);
    return count !== undefined && count > 1 && count < this.#wanted ? likeliest?.words : undefined;
  }

  #saysMore(reading: Reading): boolean {
    return (countOf(reading) ?? reading.words.length - 1) > this.#wanted;
  }
}

function countOf({ words }: Reading): number | undefined {
  return countDigits(textsOf(words));
}

function textsOf(words: readonly HeardWord[]): string[] {
  return words.map(({ text }) => text);
}

/** Makes one ready for the near future. */
export function wantReading(wanted: number, recognisers: Recognisers): void {
  recognisers.want(readingPhrases(wanted), readingsMax);
}
