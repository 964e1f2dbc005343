/** What is said when nobody speaks: whether somebody is there, goodbye to who is not, and leave when the time is nearly over. */
import type { CallLength } from './call-length.ts';
import type { CallContext } from './context.ts';
import type { ToolDesk } from './tool-desk.ts';

export interface QuietTimeParts {
  context: CallContext;
  length: CallLength;
  desk: ToolDesk;
  say: (text: string, options: { hangUpAfter?: boolean; nudges?: boolean; takesLeave?: boolean }) => void;
}

export class QuietTime {
  #prompts = 0;
  readonly #parts: QuietTimeParts;

  constructor(parts: QuietTimeParts) {
    this.#parts = parts;
  }

  /** The caller is there. */
  callerAnswered(): void {
    this.#prompts = 0;
  }

  /** Nobody speaks, and there is nothing to tell: the caller is given a while. */
  begin(): void {
    const { context } = this.#parts;
    if (this.#mayTakeLeave) return this.takeLeave();
    context.deadlines.set('idle', context.now + context.options.limits.idleMs);
  }

  /** The while is over. */
  end(): void {
    const { context, say } = this.#parts;
    if (this.#mayTakeLeave) return this.takeLeave();
    const { limits, phrases } = context.options;
    this.#prompts += 1;
    const enough = this.#prompts > limits.idlePrompts;
    const action = enough ? 'saying goodbye' : 'asking';
    context.emit({ type: 'watchdog', stage: 'idle', afterMs: limits.idleMs, action });
    say(enough ? phrases.goodbye : phrases.stillThere, { hangUpAfter: enough, nudges: !enough });
  }

  takeLeave(): void {
    this.#parts.say(this.#parts.context.options.phrases.timeOver, { hangUpAfter: true, takesLeave: true });
  }

  /** The end is near, and nothing is open that the caller would want to see through. */
  get #mayTakeLeave(): boolean {
    const { length, desk } = this.#parts;
    return length.closing && !desk.asking && !desk.acting;
  }
}
