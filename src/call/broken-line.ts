/**
 * What a line that breaks does to both sides: the caller's sentence in mid-air, our reply that nobody hears,
 * and where both go on when the caller is there again.
 */
import type { BargeInJudge } from '../turn/barge-in-judge.ts';
import type { Endpointer, EndpointerOutput } from '../turn/endpointer.ts';
import type { FinalDelay } from '../turn/final-delay.ts';
import type { AgentSide } from './agent-side.ts';
import type { CallContext } from './context.ts';
import { brokenOff, type TurnEnd } from './held-turn.ts';

export interface BrokenLineParts {
  context: CallContext;
  endpointer: Endpointer;
  judge: BargeInJudge;
  agent: AgentSide;
  finalDelay: FinalDelay;
  onEndpointer(outputs: EndpointerOutput[]): void;
  closeTurn(turnEnd: TurnEnd): void;
}

export class BrokenLine {
  /** The line was lost while the caller spoke. */
  #brokenOff = false;
  readonly #parts: BrokenLineParts;

  constructor(parts: BrokenLineParts) {
    this.#parts = parts;
  }

  lost(): void {
    this.#breakOffTurn();
    this.#parts.agent.lineLost();
  }

  back(): void {
    const { context, endpointer, agent, finalDelay, onEndpointer } = this.#parts;
    // Another leg is another recording: what the STT had not finished will not be finished.
    finalDelay.lost();
    const outputs = endpointer.handle(context.now, { type: 'stt-lost' });
    context.send({ type: 'stt-open', segment: endpointer.segment });
    onEndpointer(outputs);
    const isBrokenOff = this.#brokenOff;
    this.#brokenOff = false;
    agent.lineBack(isBrokenOff);
  }

  /** A turn that had come to its pause is waited for; one in mid-sentence is no turn to answer. */
  #breakOffTurn(): void {
    const { context, endpointer, judge, agent, onEndpointer, closeTurn } = this.#parts;
    const { speaking, text } = endpointer;
    const outputs = endpointer.handle(context.now, { type: 'speech-end', agoMs: 0 });
    const { suspecting } = judge;
    judge.handle(context.now, { type: 'reset' });
    if (!speaking && !suspecting) return onEndpointer(outputs);
    endpointer.handle(context.now, { type: 'forget' });
    if (suspecting) return agent.dismiss('the line was lost');
    if (agent.hasFloor) return;
    agent.forgetThoughts('the line was lost');
    this.#brokenOff = true;
    // Said is said, though nobody can answer half a sentence.
    if (text !== '') agent.takeDown(text);
    closeTurn(brokenOff(context.now, text, 'caller-left'));
  }
}
