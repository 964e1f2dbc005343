/** What it takes to read a yes or a no in one language. All words in lower case. */
export interface AnswerLanguage {
  yes: ReadonlySet<string>;
  no: ReadonlySet<string>;
  /** Words that may stand beside a yes or a no without changing it. */
  polite: ReadonlySet<string>;
  /** A yes in several words. */
  plainYes: RegExp;
  /** A no in several words. */
  plainNo: RegExp;
  /** Behind these more was to come, and it might have changed everything. */
  unfinished: RegExp;
  /** They end a sentence with such a word and yet leave nothing open. */
  finished: RegExp;
  /** Spellings that are read as one. */
  spellings: readonly (readonly [RegExp, string])[];
}

export const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
