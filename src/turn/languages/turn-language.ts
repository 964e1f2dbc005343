/**
 * What the rules of turn-taking need to know of a language: word lists, and nothing else. All words are
 * in lower case, as recognisers tell them.
 */
export interface TurnLanguage {
  /** Words after which a sentence hardly ever ends. */
  danglers: ReadonlySet<string>;
  /** Of those, prepositions that a question may end in: "what is it for". */
  stranded: ReadonlySet<string>;
  /** Words that point at what is named next, but for some places: "this". */
  pointers: ReadonlySet<string>;
  /** How callers hold the floor while they think: "let me see". */
  holding: readonly string[];
  /** What is added behind a sentence that is over: "i think". */
  afterthoughts: readonly string[];
  /** Words that open a sentence which needs more than one or two words. */
  openers: ReadonlySet<string>;
  /** Whole answers in themselves. */
  answers: ReadonlySet<string>;
  /** Words that may stand before a sentence and say nothing of it: "so", "well". */
  leads: ReadonlySet<string>;
  /** Words that make a question, whatever follows. */
  questionWords: ReadonlySet<string>;
  /** Verbs that stand before their subject in a question. */
  auxiliaries: ReadonlySet<string>;
  /** Of those, the ones that stand between a subject and what it is or has, too. */
  copulas: ReadonlySet<string>;
  pronouns: ReadonlySet<string>;
  /** Words that a clause begins with: pronouns, articles. */
  subjects: ReadonlySet<string>;
  /** Of those, what may stand before a thing named in answer: "the striped one". */
  articles: ReadonlySet<string>;
  /** Adverbs that change nothing: "I just want to". */
  softeners: ReadonlySet<string>;
  /** Parts of a sentence that make it a request or an answer to one: "i'd like", "please", "my name is". */
  wishes: readonly string[];
  /** Verbs that a request begins with. */
  commands: ReadonlySet<string>;
  /** How a reaction to what we said begins: "that's fine". */
  reactions: ReadonlySet<string>;
  /** Words that join a second clause to the first. */
  joiners: ReadonlySet<string>;
  /** Words that open a clause which another has to follow: "if it rains". */
  subordinators: ReadonlySet<string>;
  /** Numerals below a hundred, and what counts among digits read out. */
  numbers: ReadonlySet<string>;
  /** Numerals that end a number. */
  roundNumbers: ReadonlySet<string>;
  /** Words between which and a number a time of day stands: "at three". */
  timeWords: ReadonlySet<string>;
  /** The numeral that also stands for a thing: "the green one". */
  pronounOne: string;
  /** Nouns that a number follows: "room one". */
  numberNouns: ReadonlySet<string>;
  months: ReadonlySet<string>;
  /** Articles, conjunctions, prepositions and pronouns that lean on a word: nobody says them alone. */
  fragments: ReadonlySet<string>;
  /** Words that take the floor alone, however short and badly heard: "wait". */
  floorTakers: ReadonlySet<string>;
  /** What is said over a voice to make it go on: "mm-hm", "right". */
  backchannels: readonly string[];
  /** Words that name a day by themselves: "friday", "tomorrow". */
  days: ReadonlySet<string>;
  /** "third", "twenty first" by its last word. */
  ordinals: ReadonlySet<string>;
  /** Numerals that a year of this or the last century begins with. */
  centuries: ReadonlySet<string>;
  /** How an e-mail address is read out. */
  email: { at: string; dot: string };
}

export const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));
