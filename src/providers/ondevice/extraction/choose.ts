/**
 * Which slot each value belongs to, where several could take it: the one whose words stand near, else the one
 * that was asked for, else the one that was just spoken of or is still empty. Where two are about as likely,
 * the value is kept for one of them with a low confidence: never guessed in silence.
 */
import type { Candidate } from './candidate.ts';
import type { Cue } from './cues.ts';
import type { SlotKind } from './schema.ts';
import { cueNear, type Group } from './nearness.ts';
import { isPutRight } from './put-right.ts';
import { statementAt } from './statements.ts';
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
function inOneSlot(turn: Turn, chosen: readonly (Scored & Chosen)[], scored: readonly Scored[]): Chosen[] {
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
    if (later !== undefined && gain >= otherGain)
      settled[index] = { ...later, confidence: second.confidence };
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
        candidates.some(
          (other) => other.slot !== slot && named.has(other.slot) && other.start < end && other.end > start,
        ),
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
  if (
    schema.kind !== 'choice' ||
    end - start > 1 ||
    !String(value).includes(' ') ||
    turn.asked.of[slot]! > 0.5
  )
    return false;
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
