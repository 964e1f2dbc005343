/**
 * Words that nobody says alone, and words that take the floor alone.
 *
 * A recogniser makes words of whatever it hears: of "mm-hm" "in him", of "uh-huh" "the", of a cough "and".
 * An utterance over our voice that holds nothing but such words was no utterance. And "wait" is one, however
 * short it was and however badly it was heard.
 */

/** Articles, conjunctions, prepositions and pronouns that lean on a word, and the names of sounds. English. */
const fragments: ReadonlySet<string> = new Set(
  (
    'a an the and or as at by for from in into of on than that then to with him her them his its their our ' +
    'hm hmm mm mmm mhm huh uh um er ah oh eh ha hey'
  ).split(' '),
);

const floorTakers: ReadonlySet<string> = new Set(
  'no not stop wait hold hello sorry pardon excuse what why who where when how help but actually listen please'.split(
    ' ',
  ),
);

/** Whether a word is too slight to be a turn by itself: a fragment, or a single letter. */
export function isFragment(word: string): boolean {
  return fragments.has(word) || /^[a-z]$/.test(word);
}

export function takesFloor(word: string): boolean {
  return floorTakers.has(word);
}
