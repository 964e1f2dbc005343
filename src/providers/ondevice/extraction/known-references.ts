/** Values that are counted from what the call knows: "an hour later", "the same day", "one more". */
import { addDays, fromIsoDay, fromIsoTime, isoDay, isoTime } from '../calendar.ts';
import type { Candidate } from './candidate.ts';
import type { SlotPlan } from './plan.ts';
import { numbersAt } from './spoken-number.ts';
import type { Turn } from './turn.ts';

export function fromKnown(turn: Turn): Candidate[] {
  return [...toKnownDays(turn), ...toKnownTimes(turn), ...toKnownCounts(turn)];
}

export function referenceTo(
  slot: SlotPlan,
  value: unknown,
  start: number,
  end: number,
  strength: number,
  company: number,
): Candidate {
  return { slot: slot.index, value, start, end, strength, weak: false, company, by: 'reference' };
}

/** "an hour later", "half an hour earlier", "push it back two hours". */
function toKnownTimes(turn: Turn): Candidate[] {
  const text = turn.words.join(' ');
  const match =
    /\b(half an hour|a quarter of an hour|an hour and a half|(?:an|one|two|three|\d) hours?|(?:fifteen|twenty|thirty|forty five|ten|\d\d) minutes) (later|earlier|after|before|sooner|back|forward)\b/.exec(
      text,
    );
  const pushed =
    match ??
    /\b(?:back|forward|by|later|earlier)(?: by)? (half an hour|an hour and a half|(?:an|one|two|three|\d) hours?|(?:fifteen|twenty|thirty|\d\d) minutes)()\b/.exec(
      text,
    );
  if (pushed === null) return [];
  const slot = baseOf(turn, 'time');
  const held = slot && turn.held(slot)[0]?.value;
  const minutes = typeof held === 'string' ? fromIsoTime(held.slice(0, 5)) : undefined;
  if (slot === undefined || minutes === undefined) return [];
  const isEarlier = /\b(?:earlier|before|sooner|forward)\b/.test(pushed[0]);
  const to = minutes + (isEarlier ? -1 : 1) * spanMinutes(pushed[1]!);
  if (to < 0 || to >= 1440) return [];
  const start = wordIndex(text, pushed.index);
  return [referenceTo(slot, isoTime(to), start, start + pushed[0].split(' ').length, 0.85, 0.6)];
}

function spanMinutes(text: string): number {
  if (text.startsWith('half')) return 30;
  if (text.startsWith('a quarter')) return 15;
  if (text.endsWith('and a half')) return 90;
  const count = /^an\b/.test(text) ? 1 : (numbersAt(text.split(' '), 0).at(-1)?.value ?? 1);
  return text.includes('hour') ? count * 60 : count;
}

/** "a day later", "the day after", "the same day". */
function toKnownDays(turn: Turn): Candidate[] {
  const text = turn.words.join(' ');
  const match =
    /\b(?:the )?(?:(?:(a|one|two|three|four|five|six|seven|ten|\d+) )?(day|week)s? (later|after|earlier|before|sooner)|(following|next|previous) day|(same) (?:day|date))\b(?! (?:tomorrow|yesterday|next))/.exec(
      text,
    );
  if (match === null) return [];
  const days = turn.plan.slots.filter(({ schema }) => schema.kind === 'date');
  const target = baseOf(turn, 'date') ?? days.find((slot) => turn.held(slot).length === 0);
  const source =
    match[5] !== undefined || days.length > 1 ? (otherHeld(turn, days, target) ?? target) : target;
  const slot = match[5] === undefined && turn.corrects ? baseOf(turn, 'date') : target;
  const from = slot !== undefined && turn.held(slot).length > 0 && match[5] === undefined ? slot : source;
  const held = from && turn.held(from)[0]?.value;
  const day = typeof held === 'string' ? fromIsoDay(held) : undefined;
  if (slot === undefined || day === undefined) return [];
  const isEarlier = /^(?:earlier|before|sooner)$/.test(match[3] ?? '') || match[4] === 'previous';
  const count =
    match[5] !== undefined
      ? 0
      : (numbersAt([match[1] ?? 'one'], 0)[0]?.value ?? 1) * (match[2] === 'week' ? 7 : 1);
  const start = wordIndex(text, match.index);
  const value = isoDay(addDays(day, isEarlier ? -count : count));
  return [referenceTo(slot, value, start, start + match[0].split(' ').length, 0.8, 0.6)];
}

function otherHeld(
  turn: Turn,
  slots: readonly SlotPlan[],
  target: SlotPlan | undefined,
): SlotPlan | undefined {
  return slots.find((slot) => slot !== target && turn.held(slot).length > 0);
}

/** "one more", "two fewer": of what is known. */
function toKnownCounts(turn: Turn): Candidate[] {
  const slots = turn.plan.slots.filter(({ schema, count }) => schema.kind === 'number' && count);
  const found: Candidate[] = [];
  for (let at = 0; at < turn.words.length; at++) {
    const number = numbersAt(turn.words, at).at(-1);
    const step = turn.words[at + (number?.length ?? 0)] ?? '';
    if (number === undefined || !/^(?:more|less|fewer|extra)$/.test(step)) continue;
    if (
      /^(?:thing|time|question|moment|minute|second|day|week|correction|change)s?$/.test(
        turn.words[at + number.length + 1] ?? '',
      )
    )
      continue;
    for (const slot of slots) {
      const held = turn.held(slot)[0]?.value;
      if (typeof held !== 'number') continue;
      const value = step === 'more' || step === 'extra' ? held + number.value : held - number.value;
      const fits = value >= slot.schema.minimum && value <= slot.schema.maximum;
      if (fits) found.push(referenceTo(slot, value, at, at + number.length + 1, 0.75, 0.4));
    }
  }
  return found;
}

/** The slot of a kind that "later" speaks of: named, asked for, or set last. */
function baseOf(turn: Turn, kind: string): SlotPlan | undefined {
  const slots = turn.plan.slots.filter(({ schema }) => schema.kind === kind);
  const scored = slots.map((slot) => {
    const cue = Math.max(
      0,
      ...turn.cues.filter((one) => one.slot === slot.index).map(({ weight }) => weight),
    );
    return { slot, score: 2 * cue + turn.asked.of[slot.index]! + 0.5 * turn.recency[slot.index]! };
  });
  scored.sort((left, right) => right.score - left.score);
  return scored[0] !== undefined && (scored[0].score > 0 || slots.length === 1) ? scored[0].slot : undefined;
}

/** Of which word a character is part. */
export function wordIndex(text: string, character: number): number {
  return text.slice(0, character).split(' ').length - 1;
}
