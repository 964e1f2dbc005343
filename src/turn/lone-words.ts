/**
 * Words that nobody says alone, and words that take the floor alone.
 *
 * A recogniser makes words of whatever it hears: of "mm-hm" "in him", of "uh-huh" "the", of a cough "and".
 * An utterance over our voice that holds nothing but such words was no utterance. And "wait" is one, however
 * short it was and however badly it was heard. The lists are those of the language that is spoken.
 */
import { turnLanguageOf } from './languages/languages.ts';

/** The names of sounds, alike wherever a recogniser writes them down. */
const sounds: ReadonlySet<string> = new Set(
  'hm hmm mm mmm mhm huh uh um er ah oh eh ha hey äh ähm öh'.split(' '),
);

/**
 * Whether a word is too slight to be a turn by itself: a fragment, or a single letter.
 * @param language BCP-47. In one without word lists only sounds and letters are slight.
 */
export function isFragment(word: string, language = 'en'): boolean {
  if (sounds.has(word) || /^\p{Ll}$/u.test(word)) return true;
  return turnLanguageOf(language)?.fragments.has(word) ?? false;
}

/** @param language BCP-47. In one without word lists no word does. */
export function takesFloor(word: string, language = 'en'): boolean {
  return turnLanguageOf(language)?.floorTakers.has(word) ?? false;
}
