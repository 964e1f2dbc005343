/**
 * What was said, as words to compare: lower case, no punctuation, no accents, no sounds of thinking.
 *
 * STT gives words without punctuation or digits; typed text and other models give both. After this
 * they look alike: "3 p.m." and "3pm" become `3 pm`, as "three p m" becomes `three pm`.
 */

const fillers = new Set(['uh', 'um', 'er', 'erm', 'ah', 'hm', 'hmm', 'mm', 'mhm', 'eh', 'huh']);

export function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[[<](?:unk|noise|laughter)[\]>]/g, ' ')
    .replace(/[’‘]/g, "'")
    .replace(/(?<=\d|\b)([ap])\.? ?m\b\.?/g, ' $1m ')
    .replace(/(\d)[.h](?=\d\d(?!\d))/g, '$1:')
    .replace(/[^\p{L}\p{N}':\-/ ]+/gu, ' ')
    .replace(/(?<!\d)[:\-/]|[:\-/](?!\d)/g, ' ');
  return plain
    .split(/\s+/)
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter((word) => word !== '' && !fillers.has(word));
}

/** Whether two words differ by one letter at most: added, left out or another. */
export function withinOneEdit(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  const shorter = Math.min(left.length, right.length) - start;
  while (end < shorter && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  return Math.max(left.length, right.length) - start - end <= 1;
}

/** The lines of a text, trimmed; empty ones left out. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
