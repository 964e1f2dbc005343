/** How near to a value the words stand that name its slot: "Friday for the fitting, delivery on Monday". */
import type { Candidate } from './candidate.ts';
import type { Cue } from './cues.ts';
import type { Token } from './tokens.ts';
import type { Turn } from './turn.ts';

/** Values of one kind in one turn: they compete for the words that name slots. */
export interface Group {
  spans: readonly Span[];
  cues: readonly Cue[];
  /** Slots of the group that are named in the turn. */
  named: ReadonlySet<number>;
  /** Slots that hold one of the values: what is said is about them. */
  heldBy: ReadonlySet<number>;
}

/** How near words stand that name the slot, 0 to about 1. */
export function cueNear({ tokens }: Turn, candidate: Candidate, { spans, cues, named }: Group): number {
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
  // Too far to count, and long turns have many of both.
  if (span.start - at > 9 || at - span.end >= 5) return 0;
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
