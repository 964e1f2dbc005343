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
import type { CallContext } from './context.ts';

export interface AnsweredByListener {
  /** The conversation begins. */
  onPerson(): void;
  /** What is said now is recorded. */
  onRecording(): void;
  /** There is nobody to speak to, and nothing that records. */
  onNobody(detail: string): void;
}

export class AnsweredBy {
  readonly #context: CallContext;
  readonly #listener: AnsweredByListener;
  readonly #machine: AnsweringMachine | undefined;
  #startedAt: InstantMs = 0;

  constructor(context: CallContext, listener: AnsweredByListener) {
    this.#context = context;
    this.#listener = listener;
    const { answeringMachine = 'off', plan } = context.options;
    if (answeringMachine === 'off') return;
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
        if (who === 'person') this.#listener.onPerson();
        return;
      }
      case 'may-speak':
        if (this.#context.options.onMachine === 'hang-up') {
          return this.#listener.onNobody('a machine answered');
        }
        return this.#listener.onRecording();
      case 'no-message':
        return this.#listener.onNobody(`a machine answered: ${output.reason}`);
    }
  }
}
