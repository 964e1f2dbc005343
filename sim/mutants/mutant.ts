/** One bug planted on purpose: a replacement in one file of the code. */
export interface Mutant {
  name: string;
  /** What goes wrong for a caller. */
  kind: string;
  /** Below src/. */
  file: string;
  /** Stands there exactly once, so that a mutant cannot outlive the code it spoils. */
  find: string;
  replace: string;
  /** The invariant that must notice. */
  caughtBy: string;
}
