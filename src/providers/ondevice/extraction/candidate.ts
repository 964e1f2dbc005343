/** What the words of a turn could be a value of. */
export interface Candidate {
  /** Index of the slot. */
  slot: number;
  value: unknown;
  /** Words: [start, end). */
  start: number;
  end: number;
  /** How well the words name the value, 0 to 1. */
  strength: number;
  /** Only a value where something else points to the slot. */
  weak: boolean;
  /** Points to its slot by the company it keeps, 0 to 1. */
  company: number;
  /** What it was read from: "the same day" is sure of its slot where "Thursday" is not. */
  by: 'words' | 'reference';
}
