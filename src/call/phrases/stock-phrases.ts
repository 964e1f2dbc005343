/** What is said when no model can say it, in the language of the agent. */
export interface StockPhrases {
  bridge: readonly string[];
  notUnderstood: string;
  failed: string;
  giveUp: string;
  stillThere: string;
  /**
   * The line broke off what the caller was saying, and is back. No question: one that is open before it
   * stays open, and a yes still answers that one.
   */
  lineBack: string;
  /** A call that had broken off goes on, and its question follows. No question itself. */
  cutOff: string;
  goodbye: string;
  /** The call has lasted as long as one may. */
  timeOver: string;
}
