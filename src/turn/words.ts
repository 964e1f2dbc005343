/** Words as a listener counts them: lower case, no punctuation, no fillers. */

/** Sounds of thinking: they carry no meaning and end no sentence. */
export const fillers: ReadonlySet<string> = new Set([
  'uh',
  'um',
  'er',
  'erm',
  'ah',
  'hm',
  'hmm',
  'mm',
  'mhm',
  'eh',
  'äh',
  'ähm',
  'öh',
]);

/** Runs of letters, digits and apostrophes, lower-cased. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu) ?? [];
}

export function meaningfulWords(text: string): string[] {
  return wordsOf(text).filter((word) => !fillers.has(word));
}

/** Whether two transcripts ask for the same answer: the same words but for fillers, case and punctuation. */
export function sameMeaning(a: string, b: string): boolean {
  return meaningfulWords(a).join(' ') === meaningfulWords(b).join(' ');
}
