/**
 * What extractors report, merged into what is known of a call.
 *
 *   settled (every turn up to n) ─┬─▶ + early extractions, in the order of their turns ─▶ the state
 *   turn n+3 came before n+1 ─────┘
 *
 * Extractions come in any order; the state is always what they say in the order of speaking. So those that came
 * before an earlier one are kept beside the state and told again on top of it: a late turn is never lost, and
 * never speaks over a later one. What is kept is plain data and goes into the log with the state.
 */
import type {
  CallState,
  Extraction,
  IntentSpecification,
  RememberedIntent,
  SlotChange,
  SlotSpecification,
} from '../contracts/memory.ts';
import { applyChange, isSameValue, slotLimits, whyUnfit, type SlotRejection } from './slot-change.ts';

export { slotLimits, type SlotRejection } from './slot-change.ts';

/** Extractions that wait for an earlier one, the most that are kept. One more, and the earlier is given up. */
const earlyMax = 16;
const missedMax = 20;

export interface MergedState extends CallState {
  /** As the turns up to `extractedTurn` left it. Undefined: nothing is early, the state itself is settled. */
  settled?: Pick<CallState, 'slots' | 'intent'>;
  /** Later extractions with an earlier one still out, by turn. */
  early?: readonly Extraction[];
  /** Turns that were waited for in vain, the last of them: what they said may be missing. */
  missed?: readonly number[];
  /** What tools have told, the last of it, in the order of telling (`noteResult`). */
  results?: readonly ResultNote[];
}

export interface ResultNote {
  turn: number;
  tool: string;
  /** The same for the same tool with the same arguments. */
  call: string;
  /** One line, for a model. */
  line: string;
}

export interface Merge {
  state: MergedState;
  /** Those that stand in `state` now. */
  applied: readonly SlotChange[];
  rejected: readonly { change: SlotChange; why: SlotRejection }[];
  /** The intent named is none of those there are, or no name at all: the one before stays. */
  intentRejected: boolean;
}

/** Nothing is known yet; turns count from `firstTurn`. */
export function emptyState(firstTurn = 1): MergedState {
  return { slots: {}, intent: undefined, extractedTurn: firstTurn - 1 };
}

/**
 * Merges one turn. The second extraction of a turn changes nothing. Values must have been checked against their
 * schema before; only their size is checked here.
 * @param intents those that may be named; undefined: any.
 */
export function mergeExtraction(
  state: MergedState,
  extraction: Extraction,
  specifications: readonly SlotSpecification[],
  intents?: readonly IntentSpecification[],
): Merge {
  const early = state.early ?? [];
  const { turn } = extraction;
  if (!Number.isInteger(turn) || turn <= state.extractedTurn || early.some((one) => one.turn === turn)) {
    const why: SlotRejection = Number.isInteger(turn) ? 'turn-is-in' : 'no-turn';
    const rejected = extraction.changes.map((change) => ({ change, why }));
    return { state, applied: [], rejected, intentRejected: false };
  }

  const rejected: { change: SlotChange; why: SlotRejection }[] = [];
  const fit = extraction.changes.filter((change, index) => {
    const why = index >= slotLimits.changes ? 'too-many' : whyUnfit(change, specifications);
    if (why !== undefined) rejected.push({ change, why });
    return why === undefined;
  });
  const intent = fitIntent(extraction.intent, intents);
  const later = early.filter((one) => one.turn > turn);
  const waiting = [...early.filter((one) => one.turn < turn), { turn, intent, changes: fit }, ...later];

  const refused = new Map<SlotChange, SlotRejection>();
  const merged = settle(state, waiting, (change, why) => refused.set(change, why));
  const overtaken = new Set(later.flatMap(({ changes }) => changes).map(({ slot }) => slot));
  const applied = fit.filter((change) => {
    const why = refused.get(change) ?? (overtaken.has(change.slot) ? overtakenBy(change, later) : undefined);
    if (why !== undefined) rejected.push({ change, why });
    return why === undefined;
  });
  return {
    state: merged,
    applied,
    rejected,
    intentRejected: extraction.intent !== undefined && intent === undefined,
  };
}

/**
 * The turn will not be extracted any more: it counts as missed, and the state moves on past it once no earlier
 * one is waited for. What is in, or was given up before, stays as it is.
 */
export function giveUpTurn(state: MergedState, turn: number): MergedState {
  const early = state.early ?? [];
  if (!Number.isInteger(turn) || turn <= state.extractedTurn || early.some((one) => one.turn === turn)) {
    return state;
  }
  const nothing: Extraction = { turn, intent: undefined, changes: [] };
  const waiting = [...early, nothing].toSorted((one, other) => one.turn - other.turn);
  return settle({ ...state, missed: withMissed(state.missed, [turn]) }, waiting, () => {});
}

type Told = (change: SlotChange, why: SlotRejection) => void;

/** Moves what has no gap before it into what is settled, and tells the rest on top. */
function settle(state: MergedState, waiting: readonly Extraction[], told: Told): MergedState {
  let settled = state.settled ?? { slots: state.slots, intent: state.intent };
  let { extractedTurn, missed = [] } = state;
  let rest = waiting;
  while (rest.length > 0) {
    const next = rest[0]!;
    if (next.turn !== extractedTurn + 1) {
      if (rest.length <= earlyMax) break;
      const inVain = range(Math.max(extractedTurn + 1, next.turn - missedMax), next.turn);
      missed = withMissed(missed, inVain);
    }
    settled = tell(settled, next, told);
    extractedTurn = next.turn;
    rest = rest.slice(1);
  }
  const beside = { ...(missed.length > 0 && { missed }), ...(state.results && { results: state.results }) };
  if (rest.length === 0) return { ...settled, extractedTurn, ...beside };
  const now = rest.reduce((before, extraction) => tell(before, extraction, told), settled);
  return { ...now, extractedTurn, settled, early: rest, ...beside };
}

function withMissed(missed: readonly number[] = [], turns: readonly number[]): readonly number[] {
  return [...missed, ...turns].toSorted((one, other) => one - other).slice(-missedMax);
}

function tell(
  before: Pick<CallState, 'slots' | 'intent'>,
  { turn, intent, changes }: Extraction,
  told: Told,
): Pick<CallState, 'slots' | 'intent'> {
  let { slots } = before;
  for (const change of changes) {
    const after = applyChange(slots, turn, change);
    if (typeof after === 'string') told(change, after);
    else slots = after;
  }
  const remembered: RememberedIntent | undefined = intent === undefined ? before.intent : { ...intent, turn };
  return { slots, intent: remembered };
}

/** A later turn has said something else of the slot, or of this very value. */
function overtakenBy(change: SlotChange, later: readonly Extraction[]): SlotRejection | undefined {
  const spokenOver = later.some(({ changes }) =>
    changes.some((one) => {
      if (one.slot !== change.slot) return false;
      if (one.change === 'set' || one.change === 'clear') return true;
      return change.change !== 'clear' && isSameValue(one.value, change.value);
    }),
  );
  return spokenOver ? 'overtaken' : undefined;
}

function fitIntent(
  intent: Extraction['intent'],
  intents: readonly IntentSpecification[] | undefined,
): Extraction['intent'] {
  if (intent === undefined) return undefined;
  const { name, confidence } = intent;
  const named = intents === undefined ? /^.{1,64}$/.test(name) : intents.some((one) => one.name === name);
  return named && confidence >= 0 && confidence <= 1 ? { name, confidence } : undefined;
}

function range(from: number, before: number): number[] {
  return Array.from({ length: before - from }, (_, index) => from + index);
}
