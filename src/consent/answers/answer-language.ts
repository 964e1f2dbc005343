/** What it takes to read a yes or a no in one language. All words in lower case. */
export interface AnswerLanguage {
  yes: ReadonlySet<string>;
  no: ReadonlySet<string>;
  /** Words that may stand beside a yes or a no without changing it. */
  polite: ReadonlySet<string>;
  /** What can be asked about, each as a question and its answer name it: "cancelled", "yes, cancel it". */
  acts: readonly RegExp[];
  /** How people say it, for whoever listens: a "no" that is heard as "now" is no answer. */
  hints: readonly string[];
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
  several: SeveralLanguage;
}

/** What it takes to ask for several actions in one question, and to read an answer for each. */
export interface SeveralLanguage {
  /** One question out of two or three. */
  ask(questions: readonly string[]): string;
  /** "first", "second", "third": the words that point at each action, in this order. */
  ordinals: readonly ReadonlySet<string>[];
  /** Spellings of ordinals that are read as one: "number two", "the second one". */
  spellings: readonly (readonly [RegExp, string])[];
  /** "both", "all of them". */
  all: RegExp;
  /** "neither": a no to each of them. */
  none: ReadonlySet<string>;
  /** "only": a yes to this one, and a no to the rest. */
  only: ReadonlySet<string>;
  /** A no that may mean everything: "stop". */
  halts: ReadonlySet<string>;
  /** They join the answers of one sentence. */
  joints: ReadonlySet<string>;
  /** They stand beside an ordinal and mean nothing. */
  fillers: ReadonlySet<string>;
}

export const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Parted by commas. */
export const phrases = (text: string): readonly string[] => text.split(', ');
