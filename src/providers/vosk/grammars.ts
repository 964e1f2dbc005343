/**
 * What is likely to be said, made into what recognisers need: once for all calls that say the same.
 *
 * A call changes what it expects a few times, and 1,600 phrases take 15 ms to be looked up word by word.
 */
import type { Expectation } from '../../contracts/turn-detector.ts';
import { digitPhrases, digitsWanted, digitWords, expectsDigits } from './digits.ts';
import { toGrammar } from './grammar.ts';
import type { UpdateMessage } from './protocol.ts';
import type { Grammar } from './recognisers.ts';

export interface Likely {
  grammar: Grammar;
  /** So many digits, one by one, are what is waited for. */
  digits: number | undefined;
}

/** A few expectations of a few agents. What was made last is kept. */
const keptMax = 16;

export class Grammars {
  readonly #hasWord: (word: string) => boolean;
  readonly #kept = new Map<string, Likely>();

  constructor(hasWord: (word: string) => boolean) {
    this.#hasWord = hasWord;
  }

  of({ phrases, expects }: UpdateMessage): Likely {
    const key = `${expectsDigits(expects) ? expects : ''}\n${phrases.join('\n')}`;
    const likely = this.#kept.get(key) ?? this.#make(phrases, expects);
    // To the end of the line.
    this.#kept.delete(key);
    this.#kept.set(key, likely);
    if (this.#kept.size > keptMax) this.#kept.delete(this.#kept.keys().next().value!);
    return likely;
  }

  #make(phrases: readonly string[], expects: Expectation | undefined): Likely {
    const usual = toGrammar(phrases, this.#hasWord) ?? [];
    // Of another language they are called otherwise.
    const known = digitWords.every(this.#hasWord);
    const digits = known ? digitsWanted(expects) : undefined;
    const spoken =
      known && expectsDigits(expects) ? (toGrammar(digitPhrases(digits), this.#hasWord) ?? []) : [];
    const all = [...new Set([...usual, ...spoken])];
    return { grammar: all.length === 0 ? undefined : all, digits };
  }
}
