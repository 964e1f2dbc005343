/** What whoever listens is told to expect: the plan's, and while a question stands what is said to questions. */
import { answerHints } from '../consent/answer.ts';
import type { Expectation } from '../contracts/turn-detector.ts';
import type { TurnPlan } from '../contracts/turn-plan.ts';
import type { BargeInJudge } from '../turn/barge-in-judge.ts';
import type { Endpointer } from '../turn/endpointer.ts';
import type { CallContext } from './context.ts';

export class Listening {
  /** A yes or a no is waited for. */
  #asking = false;
  readonly #context: CallContext;
  readonly #endpointer: Endpointer;
  readonly #judge: BargeInJudge;

  constructor(context: CallContext, endpointer: Endpointer, judge: BargeInJudge) {
    this.#context = context;
    this.#endpointer = endpointer;
    this.#judge = judge;
  }

  onPlan(plan: TurnPlan): void {
    const changed = plan.agent !== this.#context.plan.agent;
    this.#context.plan = plan;
    const { expects, language, phrases } = plan;
    this.#asking = false;
    this.#expect(expects);
    this.#judge.language = language;
    this.#context.send({ type: 'stt-update', hints: { expects, language, phrases } });
    if (changed) this.#context.emit({ type: 'plan-changed', agent: plan.agent });
  }

  onAsking(asking: boolean): void {
    const { language, phrases, expects } = this.#context.plan;
    this.#expect(asking ? 'yes-no' : expects);
    if (asking === this.#asking) return;
    this.#asking = asking;
    const hints = asking
      ? { expects: 'yes-no' as const, language, phrases: [...phrases, ...answerHints(language)] }
      : { expects, language, phrases };
    this.#context.send({ type: 'stt-update', hints });
  }

  #expect(expects: Expectation): void {
    const { now, plan } = this.#context;
    this.#endpointer.handle(now, { type: 'expects', expects, language: plan.language });
  }
}
