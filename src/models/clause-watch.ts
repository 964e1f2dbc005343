/**
 * Tells when the answer of a model can be heard: its first clause, by the very splitter that the call cuts
 * its replies with, or a call of a tool. Letters that trickle and never make a clause do not count.
 */
import type { GenerationPart } from '../contracts/llm.ts';
import { ClauseSplitter } from '../conversation/clause-splitter.ts';

export class ClauseWatch {
  // As `call/active-reply.ts` has it; test/first-clauses.test.ts holds them together.
  readonly #splitter = new ClauseSplitter({ firstClauseMinLetters: 10, clauseMaxLetters: 180 });

  /** @returns whether `part` makes something of the answer heard. */
  push(part: GenerationPart): boolean {
    if (part.type === 'text-delta') return this.#splitter.push(part.text).length > 0;
    if (part.type === 'end') return this.#splitter.end().length > 0;
    return part.type === 'tool-call';
  }
}
