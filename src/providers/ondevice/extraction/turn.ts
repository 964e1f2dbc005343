/** One turn, read once: words, manners of speaking, words that point to slots, what the agent had asked. */
import type { ExtractionRequest, RememberedValue } from '../../../contracts/memory.ts';
import { localClock, type LocalTime } from '../calendar.ts';
import { actCues } from './act-cues.ts';
import { askedBy, type Asked } from './asked.ts';
import { findCues, type Cue } from './cues.ts';
import type { Plan, SlotPlan } from './plan.ts';
import { statementsIn, type Statement } from './statements.ts';
import { tokensOf, type Token } from './tokens.ts';

export interface Turn {
  request: ExtractionRequest;
  plan: Plan;
  tokens: readonly Token[];
  words: readonly string[];
  statements: readonly Statement[];
  cues: readonly Cue[];
  asked: Asked;
  now: LocalTime;
  /** The caller puts something right. */
  corrects: boolean;
  held: (slot: SlotPlan) => readonly RememberedValue[];
  /** Of the last turn that changed anything, by slot index: 1 for the latest, less for earlier ones. */
  recency: readonly number[];
}

const clocks = new Map<string, (wallTimeMs: number) => LocalTime>();
const clocksMax = 64;

export function readTurn(request: ExtractionRequest, plan: Plan): Turn {
  const tokens = tokensOf(request.callerText);
  const words = tokens.map(({ text }) => text);
  const held = (slot: SlotPlan): readonly RememberedValue[] => {
    const { name } = slot.specification;
    return Object.hasOwn(request.known, name) ? request.known[name]! : [];
  };
  const latest = plan.slots.map((slot) => held(slot).reduce((last, { turn }) => Math.max(last, turn), -1));
  const last = Math.max(...latest, -1);
  return {
    request,
    plan,
    tokens,
    words,
    statements: statementsIn(tokens),
    cues: [...findCues(tokens, plan.cues), ...actCues(tokens, plan.slots)].sort(
      (left, right) => left.at - right.at,
    ),
    asked: askedBy(request.agentText, plan),
    // Any day will do where none is told: no date is better than no answer at all.
    now: clockIn(request.timeZone)(Math.abs(request.saidAtMs) < 8e15 ? request.saidAtMs : 0),
    corrects: correction.test(words.slice(0, 12).join(' ')),
    held,
    recency: latest.map((turn) => (turn < 0 || last < 0 ? 0 : 1 / (1 + last - turn))),
  };
}

const correction =
  /^(?:(?:oh|ah|ach|och|aw|ooh|eh|well|ok|okay|so|and|wait|hold on|hang on|look|listen|sure|right|um|hmm|yes|but|now|dear|sweetie|honey|love|i fear|i think|i'm afraid) )*(?:no\b|nope|nah|negative|hardly|actually|sorry|wait|i (?:actually |really )?(?:said|meant?)|not|correction|incorrect|wrong|(?:i'?m )?afraid|not quite|(?:that|it)'?s (?:wrong|not)|my mistake|make (?:it|that)|change|scratch|rather|on second thoughts?)|\bi (?:actually |really )?(?:said|meant|mean)\b|\b(?:has|have|it'?s|that'?s) changed\b|\b(?:not|no longer) (?:correct|right|so|true|valid|current)\b|\b(?:wrong|mistake|error|correction|misheard|mixed up)\b|\b(?:instead|on second thoughts?|changed my mind|let me correct)\b/;

/** A zone that does not exist is read as UTC: a turn has one all the same. */
function clockIn(timeZone: string): (wallTimeMs: number) => LocalTime {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  let clock;
  try {
    clock = localClock(timeZone);
  } catch {
    clock = localClock('UTC');
  }
  if (clocks.size < clocksMax) clocks.set(timeZone, clock);
  return clock;
}
