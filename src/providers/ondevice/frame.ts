/**
 * A frame: one intent in work, with what is known of its slots.
 *
 *   collecting ──all slots──▶ ready ──tool-call──▶ called ──result──▶ done | failed | refused | asked
 *
 * `asked` is a question of consent that the caller has not answered. An outcome is `news` until the
 * caller has heard it: a result that came while somebody spoke is told with the next reply.
 */
import type { ToolOutcome } from '../../contracts/conversation.ts';
import type { LocalTime } from './calendar.ts';
import { fillIn, type Complaint, type Filled, type Intent, type Saying, type SlotUses } from './intent.ts';
import type { Sayings } from './sayings.ts';
import type { SlotValue } from './slot.ts';

export interface Frame {
  readonly intent: Intent;
  readonly slots: Map<string, SlotValue>;
  stage: 'collecting' | 'ready' | 'called' | 'asked' | 'done' | 'failed' | 'refused' | 'unknown';
  /** The slot that the last question was for. */
  asked: string | undefined;
  /** The last question itself. */
  question: string;
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
  replaces?: Filled<SlotUses>,
): Frame {
  return {
    intent,
    slots: new Map(slots),
    stage: 'collecting',
    asked: undefined,
    question: '',
    questions: new Map(),
    toolCallId: undefined,
    replaces,
    outcome: '',
    told: true,
  };
}

/** The first required slot that is not known. */
export function missingSlot(frame: Frame): string | undefined {
  return Object.entries(frame.intent.slots ?? {}).find(
    ([name, use]) => use.ask !== undefined && !frame.slots.has(name),
  )?.[0];
}

export function filled(frame: Frame): Filled<SlotUses> {
  return Object.fromEntries(frame.slots) as Filled<SlotUses>;
}

export function mergeSlots(frame: Frame, values: ReadonlyMap<string, SlotValue>): void {
  for (const [name, value] of values) frame.slots.set(name, value);
}

export function argumentsOf(frame: Frame): Readonly<Record<string, unknown>> {
  const make = frame.intent.tool?.arguments;
  if (make !== undefined) return make(filled(frame), frame.replaces);
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
  frame.told = false;
  const news = outcomeOf(frame, outcome, time, sayings, turn);
  if (typeof news === 'string') frame.outcome = news;
  else {
    frame.outcome = news.say;
    reopen(frame, news);
  }
}

/** Asks anew for a value that will not do. */
export function reopen(frame: Frame, { slot, say: question }: Complaint<SlotUses>): void {
  frame.stage = 'collecting';
  frame.slots.delete(slot);
  frame.asked = slot;
  frame.question = question;
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
  frame.questions.set(name, before + 1);
  frame.question = fillIn(text, filled(frame));
  return frame.question;
}

/** Asks for what is still missing, or what was asked last where nothing required is. */
export function askAgain(frame: Frame): string {
  const missing = missingSlot(frame);
  return missing === undefined ? frame.question : askFor(frame, missing);
}
