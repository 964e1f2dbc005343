/**
 * Which slot each value belongs to, where several could take it: the one whose words stand near, else the one
 * that was asked for, else the one that was just spoken of or is still empty. Where two are about as likely,
 * the value is kept for one of them with a low confidence: never guessed in silence.
 */
import type { Candidate } from './candidates.ts';
import type { Cue } from './cues.ts';
import type { SlotKind } from './schema.ts';
import { isPutRight } from './put-right.ts';
import { statementAt } from './statements.ts';
import type { Token } from './tokens.ts';
import type { Turn } from './turn.ts';

export interface Chosen extends Candidate {
  confidence: number;
}

interface Scored extends Candidate {
  score: number;
  /** For taking the words from others: long and unmistakable ones first. */
  rank: number;
  cue: number;
}

const unsure = 0.4;
const closeMargin = 0.15;
const namedFrom = 0.25;
const kindRank: Partial<Record<SlotKind, number>> = { email: 1, phone: 0.5, code: 0.5, date: 0.3, time: 0.3 };

/** In the order in which they were said, no two of the same words. */
export function choose(turn: Turn, candidates: readonly Candidate[]): Chosen[] {
  const groups = groupsOf(turn, candidates);
  const elsewhere = saidOfOthers(turn, candidates);
  const scored = candidates
    .map((candidate) => score(turn, candidate, groups, elsewhere.has(candidate)))
    .filter((one, _, all) => counts(turn, one, candidates) || isRepair(turn, one, all));
  scored.sort((left, right) => right.rank - left.rank || left.start - right.start || left.slot - right.slot);
  const chosen: (Scored & Chosen)[] = [];
  const taken = turn.tokens.map(() => false);
  for (const best of scored) {
    let free = true;
    for (let at = best.start; at < best.end; at++) if (taken[at] === true) free = false;
    if (!free) continue;
    taken.fill(true, best.start, best.end);
    chosen.push({ ...best, confidence: confidenceOf(turn, best, scored) });
  }
  chosen.sort((left, right) => left.start - right.start);
  return inOneSlot(turn, chosen, scored);
}

/** "on Thursday, no, on Friday": both are of the slot that suits the two of them best. */
function inOneSlot(
  turn: Turn,
  chosen: readonly (Scored & Chosen)[],
  scored: readonly Scored[],
): Chosen[] {
  const settled = [...chosen];
  for (const [index, second] of chosen.entries()) {
    const first = settled[index - 1];
    if (first === undefined || first.slot === second.slot) continue;
    const isOneKind =
      groupKey(turn, first.slot) === groupKey(turn, second.slot) && isPutRight(turn, first.end, second.start);
    if (!isOneKind) continue;
    const other = (one: Scored, slot: number): Scored | undefined =>
      scored.find((it) => it.slot === slot && it.start === one.start && it.end === one.end);
    const [later, earlier] = [other(second, first.slot), other(first, second.slot)];
    const gain = later === undefined ? -Infinity : later.score - second.score;
    const otherGain = earlier === undefined ? -Infinity : earlier.score - first.score;
    if (later !== undefined && gain >= otherGain) settled[index] = { ...later, confidence: second.confidence };
    else if (earlier !== undefined) settled[index - 1] = { ...earlier, confidence: first.confidence };
  }
  return settled;
}

/** Asked for a time, "the number of pieces is ten" gives another thing: of what it names, and not what was asked. */
function saidOfOthers(turn: Turn, candidates: readonly Candidate[]): ReadonlySet<Candidate> {
  const named = new Set(turn.cues.filter(({ weight }) => weight >= 0.35).map(({ slot }) => slot));
  return new Set(
    candidates.filter(
      ({ slot, start, end }) =>
        turn.asked.of[slot]! > 0.3 &&
        !turn.cues.some((cue) => cue.slot === slot) &&
        candidates.some((other) => other.slot !== slot && named.has(other.slot) && other.start < end && other.end > start),
    ),
  );
}

function score(
  turn: Turn,
  candidate: Candidate,
  groups: ReadonlyMap<string, Group>,
  isElsewhere: boolean,
): Scored {
  const { slot, strength, company, start, end } = candidate;
  const plan = turn.plan.slots[slot]!;
  const group = groups.get(groupKey(turn, slot))!;
  const cue = cueNear(turn, candidate, group);
  const isEmpty = turn.held(plan).length === 0;
  const context = turn.corrects
    ? 0.35 * turn.recency[slot]! + 0.5 * turn.asked.spokenOf[slot]! + (isEmpty ? 0 : 0.05)
    : (isEmpty ? 0.15 : 0) + 0.1 * turn.asked.spokenOf[slot]! + 0.05 * turn.recency[slot]!;
  const named = group.named.size === 0 && group.heldBy.has(slot) ? heldShare(turn, candidate, group) : 0;
  // Another slot of the kind is named: what was asked for counts little.
  const isOther = group.named.size > 0 && !group.named.has(slot);
  const asked = turn.asked.of[slot]! * (isOther || isElsewhere ? 0.2 : 0.8);
  const total = strength * 0.5 + cue * 1.2 + asked + company + context + named;
  const rank =
    total +
    0.15 * Math.min(end - start, 6) +
    (candidate.by === 'reference' ? 0.4 : 0) +
    (candidate.weak ? 0 : (kindRank[plan.schema.kind] ?? 0));
  return { ...candidate, score: total, rank, cue };
}

/** Values of one kind in one turn: they compete for the words that name slots. */
interface Group {
  spans: readonly Span[];
  cues: readonly Cue[];
  /** Slots of the group that are named in the turn. */
  named: ReadonlySet<number>;
  /** Slots that hold one of the values: what is said is about them. */
  heldBy: ReadonlySet<number>;
}

function groupKey({ plan }: Turn, slot: number): string {
  const { kind } = plan.slots[slot]!.schema;
  return kind === 'choice' || kind === 'text' ? `${kind} ${slot}` : kind;
}

function groupsOf(turn: Turn, candidates: readonly Candidate[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { slot } of candidates) {
    const key = groupKey(turn, slot);
    if (groups.has(key)) continue;
    const own = candidates.filter((one) => groupKey(turn, one.slot) === key);
    const spans = [...new Map(own.map(({ start, end }) => [start * 1000 + end, { start, end }])).values()];
    const cues = turn.cues.filter(
      (cue) =>
        groupKey(turn, cue.slot) === key && !spans.some(({ start, end }) => cue.at >= start && cue.at < end),
    );
    const named = namedBy(turn, cues);
    const heldBy = new Set(
      own
        .filter((one) => turn.held(turn.plan.slots[one.slot]!).some((held) => held.value === one.value))
        .map((one) => one.slot),
    );
    groups.set(key, { spans, cues, named, heldBy });
  }
  return groups;
}

/** Slots whose words are there, and about as many of them as of any other. */
function namedBy({ tokens }: Turn, cues: readonly Cue[]): ReadonlySet<number> {
  const sums = new Map<number, Map<string, number>>();
  for (const { slot, at, weight } of cues) {
    const stems = sums.get(slot) ?? new Map<string, number>();
    sums.set(slot, stems.set(tokens[at]!.stem, weight));
  }
  const totals = [...sums].map(
    ([slot, stems]) => [slot, [...stems.values()].reduce((sum, weight) => sum + weight, 0)] as const,
  );
  const most = Math.max(...totals.map(([, total]) => total));
  return new Set(
    totals.filter(([, total]) => total >= namedFrom && total >= most * 0.65).map(([slot]) => slot),
  );
}

/** "not Thursday, Friday", where one slot holds the Thursday. */
function heldShare(turn: Turn, { start }: Candidate, { spans }: Group): number {
  if (spans.length > 1) return 0.6;
  const manner = statementAt(turn.statements, turn.tokens, start)?.manner;
  return manner === 'dismissed' || manner === 'taken-out' || manner === 'ruled-out' ? 0.3 : 0;
}

/** How near words stand that name the slot, 0 to about 1. */
function cueNear({ tokens }: Turn, candidate: Candidate, { spans, cues, named }: Group): number {
  // Where one slot alone is named, all that is said of its kind is about it: "move it from Thursday to Friday".
  const isOnlyOne = named.size === 1 && named.has(candidate.slot);
  const found: number[] = [];
  const seen = new Set<string>();
  for (const { slot, at, weight } of cues) {
    if (slot !== candidate.slot || seen.has(tokens[at]!.stem)) continue;
    const bound = boundTo(tokens, at, spans);
    const nearTo = (span: Span): number =>
      bound === undefined ? nearness(tokens, at, span, spans) : isSameSpan(bound, span) ? 1 : 0.1;
    const nearest = Math.max(...spans.map(nearTo));
    const own = nearTo(candidate);
    const near = isOnlyOne ? Math.max(nearest, 0.6) : own < nearest ? own * 0.4 : own;
    if (near <= 0) continue;
    seen.add(tokens[at]!.stem);
    found.push(near * weight);
  }
  found.sort((left, right) => right - left);
  return Math.min(1.2, (found[0] ?? 0) + 0.5 * (found[1] ?? 0));
}

/** "Friday for the fitting": the words name what stands before them. */
function boundTo(tokens: readonly Token[], at: number, spans: readonly Span[]): Span | undefined {
  let from = at;
  let binds = false;
  while (
    from > 0 &&
    at - from < 4 &&
    tokens[from]!.pause === 0 &&
    /^(?:for|as|the|my|a|our|your|of)$/.test(tokens[from - 1]!.text)
  ) {
    from--;
    if (/^(?:for|as)$/.test(tokens[from]!.text)) binds = true;
  }
  if (!binds) return undefined;
  // "Friday is good for the fitting"
  for (let back = 0; back < 5 && from - back > 0 && tokens[from - back]!.pause === 0; back++) {
    const span = spans.find(({ end }) => end === from - back);
    if (span !== undefined) return span;
    if (
      !/^(?:is|was|would|will|be|good|fine|ok|okay|best|better|perfect|great|works|suits|suit|work|me|us|please|well|right|does|'s|seems)$/.test(
        tokens[from - back - 1]!.text,
      )
    )
      return undefined;
  }
  return undefined;
}

function isSameSpan(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

function nearness(tokens: readonly Token[], at: number, span: Span, spans: readonly Span[]): number {
  const others = spans.filter(({ start, end }) => end <= span.start || start >= span.end);
  return at < span.start ? nearBefore(tokens, at, span, others) : nearAfter(tokens, at, span, others);
}

type Span = Pick<Candidate, 'start' | 'end'>;

function nearBefore(tokens: readonly Token[], at: number, { start }: Span, others: readonly Span[]): number {
  const gap = start - at - 1 + pausesBetween(tokens, at, start, 1, 5);
  const parted = others.some((other) => other.start > at && other.end <= start);
  return Math.max(0, 1 - gap / 9) * (parted ? 0.5 : 1);
}

function nearAfter(tokens: readonly Token[], at: number, { end }: Span, others: readonly Span[]): number {
  if (others.some((other) => other.start >= end && other.end <= at)) return 0;
  const gap = at - end + pausesBetween(tokens, end - 1, at, 2, 9);
  // "Thursday, delivery Saturday": it names what follows.
  const leads = others.some(
    (other) => other.start > at && other.start - at <= 3 && !partsAt(tokens, at + 1, other.start),
  );
  return 0.85 * Math.max(0, 1 - gap / 5) * (leads && gap > 0 ? 0.4 : 1);
}

/** A pause, or "and". */
function partsAt(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at <= to; at++) if (tokens[at]!.pause > 0 || tokens[at]!.text === 'and') return true;
  return false;
}

function pausesBetween(
  tokens: readonly Token[],
  from: number,
  to: number,
  short: number,
  long: number,
): number {
  let sum = 0;
  for (let at = from + 1; at <= to; at++) {
    const pause = tokens[at]?.pause ?? 0;
    sum += pause === 2 ? long : pause === 1 ? short : 0;
  }
  return sum;
}

/** Whether a weak candidate has anything that speaks for it. */
function counts(
  turn: Turn,
  { slot, value, weak, cue, company, start, end, by }: Scored,
  all: readonly Candidate[],
): boolean {
  if (!weak || by === 'reference') return true;
  if (isPartOfNoun(turn, slot, value, start, end)) return false;
  if (cue >= 0.25 || company >= 0.4 || turn.asked.of[slot]! > 0.5) return true;
  const { kind } = turn.plan.slots[slot]!.schema;
  const rivals = all.filter((other) => other.slot !== slot && other.start < end && other.end > start);
  if (kind === 'code' || kind === 'phone') return rivals.length === 0 && end - start >= 3;
  if (
    turn.corrects &&
    turn.words.length <= 10 &&
    (turn.recency[slot]! > 0.99 || turn.asked.spokenOf[slot]! > 0.7)
  )
    return true;
  if (kind === 'choice' && !/^.{1,2}$|\d/.test(String(value))) return false;
  const manner = statementAt(turn.statements, turn.tokens, start)?.manner;
  // Nothing else takes a number so large: it needs no word that says so.
  const isLarge = typeof value === 'number' && value > 31 && end - start > 1 && manner === undefined;
  const isShort = kind === 'number' && manner === undefined && turn.words.length <= 5;
  return (manner === 'meant' || isLarge || isShort) && rivals.length === 0 && turn.words.length <= 14;
}

/** "the parcel" is one, and not the parcel locker: a word that the agent's slots are described with. */
function isPartOfNoun(turn: Turn, slot: number, value: unknown, start: number, end: number): boolean {
  const { schema } = turn.plan.slots[slot]!;
  if (schema.kind !== 'choice' || end - start > 1 || !String(value).includes(' ') || turn.asked.of[slot]! > 0.5) return false;
  if (/^(?:one|ones)$/.test(turn.words[end] ?? '')) return false;
  return !/^(?:by|via|use|take|with|in|to|at|prefer|not)$/.test(turn.words[start - 1] ?? '');
}

/** "up to five hundred, no, six hundred": what puts right a value is one as well. */
function isRepair(turn: Turn, one: Scored, all: readonly Scored[]): boolean {
  return all.some((other) => {
    if (other.slot !== one.slot || (other.weak && other.cue < 0.25 && other.company < 0.4)) return false;
    const [first, second] = other.start < one.start ? [other, one] : [one, other];
    return second.start >= first.end && isPutRight(turn, first.end, second.start);
  });
}

function confidenceOf(turn: Turn, best: Scored, all: readonly Scored[]): number {
  const pointed = best.cue >= 0.25 || best.company >= 0.4 || turn.asked.of[best.slot]! > 0.5;
  const base = Math.min(0.98, best.strength * (pointed ? 0.98 : best.weak ? 0.6 : 0.88));
  const { kind } = turn.plan.slots[best.slot]!.schema;
  const rival = all.find(
    (other) =>
      other.slot !== best.slot &&
      other.start === best.start &&
      turn.plan.slots[other.slot]!.schema.kind === kind &&
      best.score - other.score < closeMargin,
  );
  const twin = all.find(
    (other) =>
      other !== best && other.slot === best.slot && other.start === best.start && other.value !== best.value,
  );
  return rival === undefined && twin === undefined ? base : Math.min(base, unsure);
}
