/**
 * What is said in the simulator. Every word of substance carries a number of its own, so that an
 * invariant can tell from any text whose word it is and whether it stands there twice.
 */
import type { Random } from './random.ts';

const sounds = ['lo', 'mari', 'ten', 'kavo', 'su', 'perenna', 'dil', 'orbit', 'ma', 'sunday'];
const questions = ['what is', 'please find', 'i want', 'tell me about', 'can you change', 'my number is'];

export const yesTexts = ['yes', 'yes please', 'sure go ahead', 'yeah that is fine', 'yes do it', 'okay'];
export const noTexts = ['no', 'no thanks', 'no do not', 'stop'];
export const backchannels = ['mm hm', 'uh huh', 'right', 'i see', 'okay', 'mhm'];
/** Contain a yes and are none. */
export const trickyTexts = ['yes but on', 'okay wait what about', 'yes and what is', 'sure if it is'];

/** What a recogniser makes of a word that it did not get. */
export const misheard = 'whatever';

export class Words {
  #next = 0;
  #numbers = 0;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** @param mark `r` for ours, `q` for the caller's, `a` for arguments. */
  word(mark: string): string {
    this.#next += 1;
    return `${mark}${this.#random.pick(sounds)}${this.#next}`;
  }

  words(mark: string, count: number): string[] {
    return Array.from({ length: count }, () => this.word(mark));
  }

  sentence(count: number, end: string): string {
    const words = this.words('r', count);
    if (count > 4 && this.#random.chance(0.5)) words[1] += ',';
    return `${words.join(' ')}${end}`;
  }

  /** A group of a number that is dictated: of so many digits (3 or 4), and never said before. */
  digits(length: number): string {
    this.#numbers += 1;
    return String(10 ** (length - 1) + this.#numbers);
  }

  callerSays(): string[] {
    return [...this.#random.pick(questions).split(' '), ...this.words('q', this.#random.whole(1, 6))];
  }
}

/** The words that carry a number or are one, wherever they stand. */
export function numbered(text: string): string[] {
  return text.toLowerCase().match(/\b(?:[rqa][a-z]+\d+|\d{3,4})\b/g) ?? [];
}
