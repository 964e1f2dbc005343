/**
 * A frame: one intent in work, with what is known of its slots.
 *
 *   collecting ─▶ looking ─▶ ready ──tool-call──▶ called ──result──▶ done | declined | failed | refused | asked
 *
 * `looking` waits for the look-up, where there is one. `asked` is a question of consent that the caller has not answered. An outcome is `news` until the
 * caller has heard it: a result that came while somebody spoke is told with the next reply.
 */
import type { ToolOutcome } from '../../contracts/conversation.ts';
import type { LocalTime } from './calendar.ts';
import {
  fillIn,
  type Complaint,
  type Filled,
  type Intent,
  type PartlyFilled,
  type Saying,
  type SlotUses,
} from './intent.ts';
import type { Sayings } from './sayings.ts';
import type { SlotValue } from './slot.ts';

export interface Frame {
  readonly intent: Intent;
  readonly slots: Map<string, SlotValue>;
  stage:
    | 'collecting'
    | 'looking'
    | 'ready'
    | 'called'
    | 'asked'
    | 'done'
    | 'declined'
    | 'failed'
    | 'refused'
    | 'unknown';
  /** The words that began it. */
  readonly words: readonly string[];
  /** The look-up has answered, and nothing was said since. */
  looked: boolean;
  facts: unknown;
  /** The words that the caller has just said changed it: a no in them is no refusal. */
  corrected: boolean;
  /** Its action was asked for a yes. */
  wasAsked: boolean;
  /** The slot that the last question was for. */
  asked: string | undefined;
  /** The last question itself. */
  question: string;
  /** What it named to choose from. */
  offers: readonly SlotValue[];
  /** Questions put so far, by slot: they take turns. */
  readonly questions: Map<string, number>;
  toolCallId: string | undefined;
  /** What was known of the same intent when it was done, where this is to replace it. */
  readonly replaces: Filled<SlotUses> | undefined;
  /** What became of the tool call, in words. */
  outcome: string;
  told: boolean;
}

export function newFrame(
  intent: Intent,
  slots: ReadonlyMap<string, SlotValue>,
  { replaces, words = [] }: { replaces?: Filled<SlotUses> | undefined; words?: readonly string[] } = {},
): Frame {
  return {
    intent,
    slots: new Map(slots),
    stage: 'collecting',
    words,
    looked: false,
    facts: undefined,
    corrected: false,
    wasAsked: false,
    asked: undefined,
    question: '',
    offers: [],
    questions: new Map(),
    toolCallId: undefined,
    replaces,
    outcome: '',
    told: true,
  };
}

/** The first required slot that is not known. `late`: those that wait for the look-up count as well. */
export function missingSlot(frame: Frame, late = true): string | undefined {
  return Object.entries(frame.intent.slots ?? {}).find(
    ([name, use]) => use.ask !== undefined && !frame.slots.has(name) && (late || use.late !== true),
  )?.[0];
}

/** Whether a tool has to be asked first. */
export function looksUp(frame: Frame): boolean {
  const { lookup } = frame.intent;
  if (lookup === undefined || frame.looked) return false;
  return lookup.when?.(filled(frame) as PartlyFilled<SlotUses>) ?? true;
}

export function filled(frame: Frame): Filled<SlotUses> {
  return Object.fromEntries(frame.slots) as Filled<SlotUses>;
}

export function mergeSlots(frame: Frame, values: ReadonlyMap<string, SlotValue>): void {
  const changed = [...values].filter(([name, { value }]) => frame.slots.get(name)?.value !== value);
  for (const [name, { of }] of Object.entries(frame.intent.slots ?? {})) {
    if (!values.has(name) && changed.some(([other]) => other === of)) frame.slots.delete(name);
  }
  for (const [name, said] of values) {
    const known = frame.slots.get(name);
    const merge = frame.intent.slots?.[name]?.merge;
    const value = known === undefined || merge === undefined ? said.value : merge(known.value, said.value);
    frame.slots.set(name, { value, spoken: said.spoken });
  }
  frame.looked = false;
}

export function argumentsOf(frame: Frame): Readonly<Record<string, unknown>> {
  const make = frame.intent.tool?.arguments;
  if (make !== undefined) {
    return make(filled(frame), frame.replaces, { facts: frame.facts, words: frame.words.join(' ') });
  }
  return Object.fromEntries([...frame.slots].map(([name, { value }]) => [name, value]));
}

/** Takes in what became of the tool call. A complaint in place of words opens the frame again. */
export function settle(
  frame: Frame,
  outcome: ToolOutcome,
  time: LocalTime,
  sayings: Sayings,
  turn: number,
): void {
  frame.stage = outcome.status === 'awaiting-consent' ? 'asked' : outcome.status;
  if (frame.stage === 'asked') frame.wasAsked = true;
  if (isDeclined(outcome) && frame.intent.tool?.declined !== undefined) frame.stage = 'declined';
  take(frame, outcomeOf(frame, outcome, time, sayings, turn));
}

/** Takes in what the look-up answered. @returns true where the action can go on. */
export function settleLookup(frame: Frame, outcome: ToolOutcome, sayings: Sayings): boolean {
  const { lookup } = frame.intent;
  const slots = filled(frame) as PartlyFilled<SlotUses>;
  if (outcome.status === 'done' && lookup !== undefined) {
    const looked = lookup.found(slots, outcome.value, frame.words.join(' '));
    if ('facts' in looked) {
      frame.facts = looked.facts;
      frame.looked = true;
      return true;
    }
    frame.stage = 'declined';
    take(frame, 'end' in looked ? looked.end : looked);
    return false;
  }
  frame.stage = isDeclined(outcome) ? 'declined' : 'failed';
  if (isDeclined(outcome)) take(frame, lookup?.declined?.(slots, outcome.message) ?? outcome.message);
  else take(frame, (outcome.status === 'failed' ? outcome.say : undefined) ?? sayings.toolFailed);
  return false;
}

function take(frame: Frame, news: string | Complaint<SlotUses>): void {
  frame.told = false;
  frame.outcome = typeof news === 'string' ? news : news.say;
  if (typeof news !== 'string') reopen(frame, news);
}

export function isDeclined(
  outcome: ToolOutcome,
): outcome is Extract<ToolOutcome, { status: 'failed' }> & { code: 'TOOL_DECLINED' } {
  return outcome.status === 'failed' && outcome.code === 'TOOL_DECLINED';
}

/** Asks anew for a value that will not do. */
export function reopen(
  frame: Frame,
  { slot, say: question, offers = [], forget = [] }: Complaint<SlotUses>,
): void {
  frame.stage = 'collecting';
  frame.looked = false;
  for (const name of [slot, ...forget]) frame.slots.delete(name);
  frame.asked = slot;
  frame.question = question;
  frame.offers = offers;
}

function outcomeOf(
  frame: Frame,
  outcome: ToolOutcome,
  time: LocalTime,
  sayings: Sayings,
  turn: number,
): string | Complaint<SlotUses> {
  // Of a call from before the prompt begins only the outcome is known: its own words may need the slots.
  const tool = missingSlot(frame) === undefined ? frame.intent.tool : undefined;
  switch (outcome.status) {
    case 'done':
      return typeof tool?.done === 'function'
        ? tool.done(filled(frame), outcome.value)
        : say(tool?.done ?? sayings.toolDone, frame, time, turn);
    case 'failed':
      if (isDeclined(outcome) && tool?.declined !== undefined) {
        return tool.declined(filled(frame), outcome.message);
      }
      return outcome.say ?? say(tool?.failed ?? sayings.toolFailed, frame, time, turn);
    case 'unknown':
      return sayings.toolUnknown;
    case 'refused':
      return say(tool?.refused ?? sayings.toolRefused, frame, time, turn);
    case 'awaiting-consent':
      return outcome.question;
  }
}

/** @param turn alternatives take turns by it. */
export function say(saying: Saying<SlotUses>, frame: Frame, time: LocalTime, turn: number): string {
  if (typeof saying === 'function') return saying(filled(frame), time);
  const text = typeof saying === 'string' ? saying : (saying[turn % saying.length] ?? '');
  return fillIn(text, filled(frame));
}

/** The question for a slot, or the next way of putting it. */
export function askFor(frame: Frame, name: string): string {
  const ask = frame.intent.slots?.[name]?.ask ?? '';
  const before = frame.questions.get(name) ?? 0;
  const text = typeof ask === 'string' ? ask : (ask[Math.min(before, ask.length - 1)] ?? '');
  frame.asked = name;
  frame.offers = [];
  frame.questions.set(name, before + 1);
  frame.question = fillIn(text, filled(frame));
  return frame.question;
}

/** Asks for what is still missing, or what was asked last where nothing required is. */
export function askAgain(frame: Frame): string {
  const missing = missingSlot(frame, frame.looked || frame.intent.lookup === undefined);
  const isOwn = frame.asked !== undefined && frame.intent.slots?.[frame.asked]?.ask === undefined;
  return missing === undefined || (isOwn && frame.question !== '') ? frame.question : askFor(frame, missing);
}
