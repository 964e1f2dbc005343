/**
 * What whoever listens is told to expect: the plan's; or what the reply asks for, where its model said so; and while
 * a question of consent stands what is said to questions.
 */
import { answerHints } from '../consent/answer.ts';
import type { Expectation } from '../contracts/turn-detector.ts';
import type { TurnPlan } from '../contracts/turn-plan.ts';
import type { BargeInJudge } from '../turn/barge-in-judge.ts';
import type { Endpointer } from '../turn/endpointer.ts';
import type { CallContext } from './context.ts';

export class Listening {
  /** A yes or a no is waited for. */
  #asking = false;
  /** What the reply asks for, where the model said so. */
  #asked: Expectation | undefined;
  /** What the STT was told last. */
  #told: { expects: Expectation; asking: boolean } | undefined;
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
    this.#asking = false;
    this.#asked = undefined;
    this.#told = undefined;
    this.#judge.language = plan.language;
    this.#tell();
    if (changed) this.#context.emit({ type: 'plan-changed', agent: plan.agent });
  }

  onAsking(asking: boolean): void {
    this.#asking = asking;
    this.#tell();
  }

  /** What is being said asks for this, until the caller has answered it. */
  onExpects(asked: Expectation | undefined): void {
    this.#asked = asked;
    this.#tell();
  }

  #tell(): void {
    const { now, plan } = this.#context;
    const { language, phrases } = plan;
    const expects = this.#asking ? 'yes-no' : (this.#asked ?? plan.expects);
    this.#endpointer.handle(now, { type: 'expects', expects, language });
    const asking = this.#asking;
    if (this.#told?.expects === expects && this.#told.asking === asking) return;
    this.#told = { expects, asking };
    const hints = asking
      ? { expects, language, phrases: [...phrases, ...answerHints(language)] }
      : { expects, language, phrases };
    this.#context.send({ type: 'stt-update', hints });
  }
}
