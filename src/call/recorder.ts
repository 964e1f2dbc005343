/**
 * Recorder says what a store must keep, whenever something was said or done and nobody speaks: heard words
 * only, the questions that stand, and what it has cost. A record once given is never taken back; a result that
 * comes later stands in a later record, under the id of its call.
 */
import type { AgentSide } from './agent-side.ts';
import type { CallContext } from './context.ts';

export class Recorder {
  #turnNo: number;
  readonly #context: CallContext;
  readonly #agent: AgentSide;

  constructor(context: CallContext, agent: AgentSide) {
    this.#context = context;
    this.#agent = agent;
    this.#turnNo = context.options.restored?.turnNo ?? 0;
  }

  /** Called after every input: cheap while there is nothing new. */
  note(): void {
    const { options, history, plan, costs, lastCut } = this.#context;
    if (options.recorded !== true || !history.hasNews || !this.#agent.settled) return;
    const messages = history.takeNews();
    if (messages.length === 0) return;
    this.#turnNo += 1;
    this.#context.send({
      type: 'record',
      record: {
        turnNo: this.#turnNo,
        messages,
        checkpoint: {
          agent: plan.agent,
          ...this.#agent.remembered,
          consents: this.#agent.openConsents(),
          cost: { ...costs.totals() },
          ...(lastCut === undefined ? {} : { cut: lastCut }),
        },
      },
    });
  }
}
