/**
 * Phrases as people write them, made into the grammar of a recogniser.
 *
 * The recogniser learns from the phrases which word follows which, so a phrase with a word it does not
 * know is cut in two there: leaving the word out would teach it a neighbourhood that nobody says.
 */

/** More would not fit a phone call's state; the rest is left out, from the end. */
const phrasesMax = 2000;

/** Phrases in the recogniser's words, each once; undefined when nothing is left. */
export function toGrammar(
  phrases: readonly string[] | undefined,
  hasWord: (word: string) => boolean,
): readonly string[] | undefined {
  const grammar = new Set<string>();
  for (const phrase of phrases ?? []) {
    for (const part of knownParts(phrase, hasWord)) {
      if (grammar.size < phrasesMax) grammar.add(part);
    }
  }
  return grammar.size === 0 ? undefined : [...grammar];
}

function knownParts(phrase: string, hasWord: (word: string) => boolean): string[] {
  const parts: string[] = [];
  let part: string[] = [];
  for (const word of toWords(phrase)) {
    if (hasWord(word)) {
      part.push(word);
    } else if (part.length > 0) {
      parts.push(part.join(' '));
      part = [];
    }
  }
  if (part.length > 0) parts.push(part.join(' '));
  return parts;
}

/** Lower case; apostrophes belong to words, all other marks part them. */
function toWords(phrase: string): string[] {
  return (
    phrase
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}']+/gu) ?? []
  );
}
