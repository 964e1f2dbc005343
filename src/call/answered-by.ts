/**
 * AnsweredBy stands before the conversation of a call that we made: until it is known who has picked up, we
 * say nothing, and nothing that is said opens a turn. A person is greeted. A machine is waited for until it
 * records, told the greeting as a message, and left; where nothing records, the call ends.
 */
import type { InstantMs } from '../clock/clock.ts';
import {
  AnsweringMachine,
  defaultAnsweringMachine,
  type AnsweringInput,
  type AnsweringOutput,
} from '../turn/answering-machine.ts';
import type { Endpointer } from '../turn/endpointer.ts';
import type { AgentSide } from './agent-side.ts';
import type { CallContext } from './context.ts';
import type { TurnEnd } from './held-turn.ts';

export interface AnsweredByListener {
  /** What was said while nobody listened: asked for once. */
  takeHeld(): TurnEnd | undefined;
  onAnswer(held: TurnEnd): void;
  /** There is nobody to speak to, and nothing that records. */
  onNobody(detail: string): void;
}

export class AnsweredBy {
  readonly #context: CallContext;
  readonly #endpointer: Endpointer;
  readonly #agent: AgentSide;
  readonly #listener: AnsweredByListener;
  readonly #machine: AnsweringMachine | undefined;
  #startedAt: InstantMs = 0;

  constructor(context: CallContext, endpointer: Endpointer, agent: AgentSide, listener: AnsweredByListener) {
    this.#context = context;
    this.#endpointer = endpointer;
    this.#agent = agent;
    this.#listener = listener;
    const { answeringMachine = 'off', plan, restored } = context.options;
    // A call that is taken up again was answered long ago.
    if (answeringMachine === 'off' || restored !== undefined) return;
    this.#machine = new AnsweringMachine(defaultAnsweringMachine, plan.language);
  }

  /** What is said now is not said to us. */
  get waiting(): boolean {
    return this.#machine?.busy === true;
  }

  deadline(): InstantMs | undefined {
    return this.#machine?.deadline();
  }

  hear(input: AnsweringInput): void {
    if (this.#machine === undefined) return;
    if (input.type === 'start') this.#startedAt = this.#context.now;
    for (const output of this.#machine.handle(this.#context.now, input)) this.#tell(output);
  }

  #tell(output: AnsweringOutput): void {
    switch (output.type) {
      case 'answered-by': {
        const { who, reason } = output;
        const afterMs = Math.round(this.#context.now - this.#startedAt);
        this.#context.emit({ type: 'answered-by', who, reason, afterMs });
        return who === 'person' ? this.#onPerson() : this.#onMachine();
      }
      case 'may-speak':
        if (this.#context.options.onMachine === 'hang-up') {
          return this.#listener.onNobody('a machine answered');
        }
        return this.#onRecording();
      case 'no-message':
        return this.#listener.onNobody(`a machine answered: ${output.reason}`);
    }
  }
  /** What was said before is answered by the greeting, where there is one. */
  #onPerson(): void {
    const { greeting } = this.#context.options;
    const held = this.#listener.takeHeld();
    if (greeting !== undefined) this.#forget();
    this.#agent.greet(greeting);
    if (greeting === undefined && held !== undefined) this.#listener.onAnswer(held);
  }

  /** Perhaps it was taken for a person before: be silent until it records. */
  #onMachine(): void {
    this.#context.deadlines.clear('idle');
    this.#agent.forgetThoughts('a machine answered');
    if (this.#agent.hasFloor) this.#agent.interrupt('a machine answered');
  }

  #onRecording(): void {
    const { greeting } = this.#context.options;
    this.#listener.takeHeld();
    this.#forget();
    if (greeting === undefined) this.#listener.onNobody('a machine answered, and there is no message');
    else this.#agent.leaveMessage(greeting);
  }

  #forget(): void {
    this.#endpointer.handle(this.#context.now, { type: 'forget' });
  }
}
