/**
 * Word errors: the fewest substitutions, deletions and insertions of words that turn what was said
 * into what was heard.
 *
 * Where a compound is cut is a matter of spelling ("play back", "playback"), so two words on one
 * side that spell one word on the other count as right. `compounds: false` counts them strictly.
 */
export interface WordErrorOptions {
  compounds: boolean;
}

/** Levenshtein distance over words, plus the free step from two words to one. */
export function wordErrors(
  said: readonly string[],
  heard: readonly string[],
  { compounds }: WordErrorOptions = { compounds: true },
): number {
  const rows = [Array.from({ length: heard.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= said.length; row += 1) {
    const above = rows[row - 1]!;
    const current = [row];
    for (let column = 1; column <= heard.length; column += 1) {
      const same = said[row - 1] === heard[column - 1];
      let errors = Math.min(
        above[column - 1]! + (same ? 0 : 1),
        above[column]! + 1,
        current[column - 1]! + 1,
      );
      if (compounds && spells(said, row, heard[column - 1]!)) {
        errors = Math.min(errors, rows[row - 2]![column - 1]!);
      }
      if (compounds && spells(heard, column, said[row - 1]!)) {
        errors = Math.min(errors, above[column - 2]!);
      }
      current.push(errors);
    }
    rows.push(current);
  }
  return rows[said.length]![heard.length]!;
}

/** Whether the two words before `end` make up `word`. */
function spells(words: readonly string[], end: number, word: string): boolean {
  return end > 1 && word === `${words[end - 2]}${words[end - 1]}`;
}
