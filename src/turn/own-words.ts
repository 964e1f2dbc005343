/**
 * Own words: what a recogniser hears over our voice and what are only our own words coming back.
 *
 * Intuition: an echo says what we have just said, in our order, and stops soon after us. So words that
 * come in the order of ours are ours, and so is what the recogniser made of an echo between and before
 * them; what comes behind them is the caller's. One word proves nothing: people repeat the word that
 * they answer ("Friday?" "Friday"). Only legs whose far end cancels no echo need to ask.
 */
import { takesFloor } from './lone-words.ts';
import { wordsOf } from './words.ts';

/** So many words in our order are an echo. */
const echoWordsMin = 2;
/** Words before the place where we were, and behind it, that may come back. */
const saidWords = 10;
const comingWords = 4;

/** @returns what we have said last and were about to say, by which an echo is known. */
export function justSaid(heard: string, unheard: string): string {
  return [...wordsOf(heard).slice(-saidWords), ...wordsOf(unheard).slice(0, comingWords)].join(' ');
}

/**
 * @param said What the recogniser heard.
 * @param ours What we said about then: see `justSaid`.
 * @returns what is left of it that we did not say, "" where all of it is our echo.
 */
export function withoutOwnWords(said: string, ours: string): string {
  const words = wordsOf(said);
  const matched = inOrder(words, wordsOf(ours));
  if (matched.length < echoWordsMin) return said;
  const last = matched.at(-1)!;
  return words
    .filter((word, index) => index > last || (takesFloor(word) && !matched.includes(index)))
    .join(' ');
}

/** Places in `words` of the longest sequence that occurs in `ours` in the same order. */
function inOrder(words: readonly string[], ours: readonly string[]): number[] {
  // lengths[i][j]: of the longest in words from i on and ours from j on.
  const lengths = Array.from({ length: words.length + 1 }, () =>
    Array.from({ length: ours.length + 1 }, () => 0),
  );
  for (let i = words.length - 1; i >= 0; i -= 1) {
    for (let j = ours.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        words[i] === ours[j]
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const places: number[] = [];
  for (let i = 0, j = 0; i < words.length && j < ours.length;) {
    if (words[i] === ours[j]) {
      places.push(i);
      i += 1;
      j += 1;
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i += 1;
    else j += 1;
  }
  return places;
}
