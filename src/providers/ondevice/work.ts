/**
 * The intent in work, and the steps it can take: begin, ask, act, answer, give way, be given up.
 * What the caller's words mean is decided in dialogue.ts; this does what was meant.
 */
import type { LocalTime } from './calendar.ts';
import { joined, sayText, type Call, type Say } from './decision.ts';
import {
  argumentsOf,
  askAgain,
  askFor,
  filled,
  missingSlot,
  newFrame,
  reopen,
  say,
  type Frame,
} from './frame.ts';
import type { Intent, PartlyFilled, SlotUses } from './intent.ts';
import type { Sayings } from './sayings.ts';
import { extractSlots } from './understanding.ts';

export class Work {
  frame: Frame | undefined;
  readonly #sayings: Sayings;
  readonly #time: LocalTime;
  /** How often each intent has been answered: alternatives take turns. */
  readonly #answered = new Map<Intent, number>();

  constructor(sayings: Sayings, time: LocalTime) {
    this.#sayings = sayings;
    this.#time = time;
  }

  turnsOf(intent: Intent): number {
    return this.#answered.get(intent) ?? 0;
  }

  begin(intent: Intent, words: readonly string[]): Say | Call {
    const { values } = extractSlots(intent, words, this.#time, () => false);
    return this.advance(newFrame(intent, values));
  }

  /** Asks for what is missing, or acts. */
  advance(frame: Frame): Say | Call {
    this.frame = frame;
    frame.stage = 'collecting';
    const complaint = frame.intent.check?.(filled(frame) as PartlyFilled<SlotUses>, this.#time);
    if (complaint !== undefined) {
      reopen(frame, complaint);
      return sayText(complaint.say);
    }
    const missing = missingSlot(frame);
    if (missing !== undefined) return sayText(askFor(frame, missing));
    if (frame.intent.tool !== undefined) return this.call(frame);
    this.frame = undefined;
    return this.#reply(frame);
  }

  /** @param text said before the call. */
  call(frame: Frame, text = ''): Say | Call {
    // A frame known only from the log of another model may lack its slots: ask first.
    if (missingSlot(frame) !== undefined) return this.advance(frame);
    frame.stage = 'ready';
    frame.asked = undefined;
    return { type: 'call', text, tool: frame.intent.tool?.name ?? '', arguments: argumentsOf(frame) };
  }

  /** Another question in between is answered, then it is back to ours. One that has questions of its own takes over. */
  digress(frame: Frame, intent: Intent, words: readonly string[]): Say | Call {
    const { values } = extractSlots(intent, words, this.#time, () => false);
    const aside = newFrame(intent, values);
    if (intent.tool !== undefined || missingSlot(aside) !== undefined || intent.endsCall === true) {
      return this.advance(aside);
    }
    const { text } = this.#reply(aside);
    if (frame.stage !== 'collecting') return this.call(frame, text);
    return sayText(joined(text, askAgain(frame)));
  }

  /** A copy with nothing known: the same again from the first question. */
  again(frame: Frame): Say | Call {
    return this.advance(newFrame(frame.intent, new Map()));
  }

  giveUp(): Say {
    this.frame = undefined;
    return sayText(this.#sayings.cancelled);
  }

  #reply(frame: Frame): Say {
    const turn = this.turnsOf(frame.intent);
    this.#answered.set(frame.intent, turn + 1);
    const text = say(frame.intent.reply ?? '', frame, this.#time, turn);
    return frame.intent.endsCall === true ? { type: 'say', text, endsCall: true } : sayText(text);
  }
}
