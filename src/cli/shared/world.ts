/** What a command knows of the world around it: where it prints, whether a person looks on, when it is to stop. */
import type { Interruption } from './interruption.ts';

export interface World {
  /** Results. */
  out(text: string): void;
  /** Progress, notes and errors. */
  err(text: string): void;
  /** Whether a person sees what goes to `err`: a line may be drawn again. */
  isTerminal: boolean;
  interruption: Interruption;
}
