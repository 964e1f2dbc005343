/**
 * The intent in work, and the steps it can take: begin, look up, ask, act, answer, give way, be given up.
 * What the caller's words mean is decided in dialogue.ts; this does what was meant.
 *
 *   an aside, or what must come first ─▶ the one before is suspended ─▶ back to it when that is over
 */
import type { LocalTime } from './calendar.ts';
import { joined, sayText, type Call, type Say } from './decision.ts';
import {
  argumentsOf,
  askAgain,
  askFor,
  filled,
  looksUp,
  mergeSlots,
  missingSlot,
  newFrame,
  reopen,
  say,
  type Frame,
} from './frame.ts';
import type { Intent, PartlyFilled, SlotUses } from './intent.ts';
import type { Sayings } from './sayings.ts';
import type { SlotValue } from './slot.ts';
import { extractSlots } from './understanding.ts';

/** Tasks that wait at a time. One more, and the oldest is forgotten. */
const suspendedMax = 4;

export class Work {
  frame: Frame | undefined;
  /** What was left for something else, the latest last. */
  readonly suspended: Frame[] = [];
  /** What was last said of the slots that are recalled. */
  readonly recalled = new Map<string, SlotValue>();
  /** By name, the intents that were done in this call. */
  readonly done = new Set<string>();
  /** The call began before these words: what must come first may have been done there. */
  isLater = false;
  readonly #intents: readonly Intent[];
  readonly #sayings: Sayings;
  readonly #time: LocalTime;
  /** How often each intent has been answered: alternatives take turns. */
  readonly #answered = new Map<Intent, number>();

  constructor(intents: readonly Intent[], sayings: Sayings, time: LocalTime) {
    this.#intents = intents;
    this.#sayings = sayings;
    this.#time = time;
  }

  turnsOf(intent: Intent): number {
    return this.#answered.get(intent) ?? 0;
  }

  intentNamed(name: string | undefined): Intent | undefined {
    return this.#intents.find((intent) => intent.name === name);
  }

  begin(intent: Intent, words: readonly string[]): Say | Call {
    return this.advance(this.frameOf(intent, words));
  }

  frameOf(intent: Intent, words: readonly string[]): Frame {
    const { values } = extractSlots(intent, words, this.#time, () => false);
    const frame = newFrame(intent, values, { words });
    for (const [name, { recall }] of Object.entries(intent.slots ?? {})) {
      const before = this.recalled.get(name);
      if (recall === true && before !== undefined && !frame.slots.has(name)) frame.slots.set(name, before);
    }
    return frame;
  }

  /** Sees to what comes first, asks for what is missing, looks up, or acts. */
  advance(frame: Frame): Say | Call {
    this.frame = frame;
    frame.stage = 'collecting';
    this.#remember(frame);
    const first = this.intentNamed(frame.intent.after);
    if (first !== undefined && !this.done.has(first.name) && !this.isLater) return this.#first(first, frame);
    const complaint = frame.intent.check?.(filled(frame) as PartlyFilled<SlotUses>, this.#time);
    if (complaint !== undefined) {
      reopen(frame, complaint);
      return sayText(complaint.say);
    }
    const missing = missingSlot(frame, false);
    if (missing !== undefined) return sayText(askFor(frame, missing));
    if (looksUp(frame)) return this.#lookUp(frame);
    const late = missingSlot(frame);
    if (late !== undefined) return sayText(askFor(frame, late));
    if (frame.intent.tool !== undefined) return this.call(frame);
    this.frame = undefined;
    return this.#reply(frame);
  }

  /** @param text said before the call. */
  call(frame: Frame, text = ''): Say | Call {
    // A frame known only from the log of another model may lack its slots: ask first.
    if (missingSlot(frame) !== undefined || looksUp(frame)) return withText(text, this.advance(frame));
    this.frame = frame;
    frame.stage = 'ready';
    frame.asked = undefined;
    return { type: 'call', text, tool: frame.intent.tool?.name ?? '', arguments: argumentsOf(frame) };
  }

  /** Another question in between is answered, then it is back to ours. */
  digress(frame: Frame, intent: Intent, words: readonly string[]): Say | Call {
    const aside = this.frameOf(intent, words);
    const hasMore = intent.tool !== undefined || missingSlot(aside) !== undefined;
    if (intent.endsCall === true) return this.advance(aside);
    if (hasMore) return this.take(frame, aside);
    return withText(this.#reply(aside).text, this.#back(frame));
  }

  /** Leaves `frame` for another, to come back to. */
  take(frame: Frame, other: Frame): Say | Call {
    this.#suspend(frame);
    return this.advance(other);
  }

  /** What must come first is told no by the tool itself: now it is known that it was not done. */
  begun(frame: Frame): Say | Call | undefined {
    const first = this.intentNamed(frame.intent.after);
    if (first === undefined || this.done.has(first.name)) return undefined;
    this.isLater = false;
    frame.told = true;
    return this.#first(first, frame);
  }

  /** It is over, however it ended: the outcome, and what waited for it. */
  over(frame: Frame): Say | Call {
    const text = frame.outcome;
    if (frame.stage === 'done') this.done.add(frame.intent.name);
    const isLook = frame.intent.refines === true && frame.stage === 'collecting';
    const left = this.frame === frame && isLook ? this.suspended.pop() : undefined;
    if (left !== undefined) return withText(withoutQuestion(text), this.#back(left));
    if (this.frame !== frame || ['collecting', 'asked', 'failed'].includes(frame.stage)) return sayText(text);
    const waiting = this.suspended.pop();
    const comesFirst = this.#intents.some(({ after }) => after === frame.intent.name);
    if (waiting === undefined) {
      return sayText(comesFirst && frame.stage === 'done' ? joined(text, this.#sayings.readyNow) : text);
    }
    if (waiting.intent.after !== frame.intent.name) return withText(text, this.#back(waiting));
    if (frame.stage === 'done') return withText(text, this.advance(waiting));
    // Who could not prove who they are is not served what needs it.
    return sayText(text);
  }

  /** A copy with nothing known: the same again from the first question. */
  again(frame: Frame): Say | Call {
    return this.advance(newFrame(frame.intent, new Map()));
  }

  giveUp(): Say | Call {
    const given = this.frame?.intent.name ?? '';
    this.frame = undefined;
    // What could only follow it is given up as well.
    const last = this.suspended.findLastIndex(({ intent }) => intent.after !== given);
    this.suspended.splice(last + 1);
    const waiting = this.suspended.pop();
    if (waiting === undefined) return sayText(this.#sayings.cancelled);
    return withText(this.#sayings.givenUp, this.#back(waiting));
  }

  #first(first: Intent, frame: Frame): Say | Call {
    this.#suspend(frame);
    // The number of an order is nobody's postcode.
    const { rest } = extractSlots(frame.intent, frame.words, this.#time, () => false);
    const said = this.frameOf(first, rest);
    const begun = this.suspended.findIndex(({ intent }) => intent === first);
    if (begun === -1) return this.advance(said);
    // It was begun for something else already: gone on with, and not begun a second time.
    const [waiting = said] = this.suspended.splice(begun, 1);
    mergeSlots(waiting, said.slots);
    return this.advance(waiting);
  }

  #suspend(frame: Frame): void {
    // What only looks is not waited for: whoever goes on to something else has seen enough.
    if (frame.intent.refines === true) return;
    if (this.suspended.length >= suspendedMax) this.suspended.shift();
    this.suspended.push(frame);
  }

  #back(frame: Frame): Say | Call {
    this.frame = frame;
    if (frame.stage !== 'collecting') return this.call(frame);
    const question = askAgain(frame);
    return question === '' ? this.advance(frame) : sayText(question);
  }

  #lookUp(frame: Frame): Call {
    frame.stage = 'looking';
    const { lookup } = frame.intent;
    const slots = filled(frame) as PartlyFilled<SlotUses>;
    return { type: 'call', text: '', tool: lookup?.tool ?? '', arguments: lookup?.arguments?.(slots) ?? {} };
  }

  #remember(frame: Frame): void {
    for (const [name, value] of frame.slots) this.recalled.set(name, value);
  }

  #reply(frame: Frame): Say {
    const turn = this.turnsOf(frame.intent);
    this.#answered.set(frame.intent, turn + 1);
    const text = say(frame.intent.reply ?? '', frame, this.#time, turn);
    return frame.intent.endsCall === true ? { type: 'say', text, endsCall: true } : sayText(text);
  }
}

export function withText(text: string, decision: Say | Call): Say | Call {
  return { ...decision, text: joined(text, decision.text) };
}

/** Of two questions at a time callers hear the last: what was only looked at asks none. */
function withoutQuestion(text: string): string {
  const said = text.replace(/\s*[^.!?]+\?$/, '');
  return said === '' ? text : said;
}
