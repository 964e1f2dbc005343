/**
 * What callers of each personality really did in a run, counted in the world's truth and in what the
 * call made of it. A personality whose behaviour never happened proves nothing by breaking nothing.
 */
import type { CallEvent } from '../src/contracts/events.ts';
import type { Utterance } from './caller.ts';
import { type Personality, personalities } from './personality.ts';
import type { CallRecord } from './record.ts';
import { numbered } from './words.ts';

export type Behaviour =
  | 'calls'
  /** Silences in mid-sentence, and sentences that were one turn in spite of theirs. */
  | 'pauses'
  | 'sentencesHeld'
  | 'fillers'
  /** Words that began over our voice, and how often they got the floor. */
  | 'interruptions'
  | 'floorsTaken'
  | 'backchannelsOverUs'
  | 'noisesOverUs'
  /** Speech over our voice after which we went on. */
  | 'forgiven'
  /** Silences between the groups of a number, and numbers that were one turn in spite of theirs. */
  | 'dictationPauses'
  | 'numbersHeld'
  | 'idlePrompts'
  /** Calls in which nobody but us said a word. */
  | 'wordlessCalls';

/** What makes them who they are: none of it may be missing from a run. */
export const tellTale: Readonly<Record<Personality, readonly Behaviour[]>> = {
  ordinary: ['interruptions', 'backchannelsOverUs', 'noisesOverUs', 'pauses'],
  hesitant: ['pauses', 'sentencesHeld', 'fillers'],
  interrupting: ['interruptions', 'floorsTaken'],
  backchannelling: ['backchannelsOverUs', 'forgiven'],
  noisy: ['noisesOverUs', 'forgiven'],
  dictating: ['dictationPauses', 'numbersHeld'],
  silent: ['idlePrompts', 'wordlessCalls'],
};

export type Counts = Partial<Record<Behaviour, number>>;
export type Coverage = Record<Personality, Counts>;

export function emptyCoverage(): Coverage {
  return Object.fromEntries(personalities.map((personality) => [personality, {}])) as Coverage;
}

export function cover(coverage: Coverage, record: CallRecord): void {
  const counts = coverage[record.personality];
  for (const [behaviour, count] of Object.entries(countsOf(record))) {
    const known = counts[behaviour as Behaviour] ?? 0;
    counts[behaviour as Behaviour] = known + count;
  }
}

/** @returns the tell-tale behaviours that never happened, as `silent: idlePrompts`. */
export function missing(coverage: Coverage): string[] {
  return personalities.flatMap((personality) =>
    tellTale[personality]
      .filter((behaviour) => (coverage[personality][behaviour] ?? 0) === 0)
      .map((behaviour) => `${personality}: ${behaviour}`),
  );
}

function countsOf(record: CallRecord): Record<Behaviour, number> {
  const { utterances } = record.truth;
  const events = eventsOf(record);
  const of = (type: CallEvent['type']): number => events.filter((event) => event.type === type).length;
  const turns = events.flatMap((event) => (event.type === 'turn-end' ? [event.text] : []));
  const count = (matches: (utterance: Utterance) => boolean): number => utterances.filter(matches).length;
  const asks = utterances.filter(({ kind }) => kind === 'ask');
  const numbers = utterances.filter(({ kind }) => kind === 'dictate');
  const worded = ({ kind }: Utterance): boolean => kind !== 'noise' && kind !== 'backchannel';
  return {
    calls: 1,
    pauses: pausesIn(asks),
    sentencesHeld: asks.filter((ask) => isHeld(ask, turns)).length,
    fillers: count(({ um }) => um),
    interruptions: count((utterance) => worded(utterance) && isOverUs(record, utterance)),
    floorsTaken: of('interruption-committed'),
    backchannelsOverUs: count((utterance) => utterance.kind === 'backchannel' && isOverUs(record, utterance)),
    noisesOverUs: count((utterance) => utterance.kind === 'noise' && isOverUs(record, utterance)),
    forgiven: of('interruption-dismissed'),
    dictationPauses: pausesIn(numbers),
    numbersHeld: numbers.filter((number) => isHeld(number, turns)).length,
    idlePrompts: events.filter(
      (event) => event.type === 'watchdog' && event.stage === 'idle' && event.action === 'asking',
    ).length,
    wordlessCalls: count(({ kind }) => kind !== 'noise') === 0 ? 1 : 0,
  };
}

function eventsOf({ steps }: CallRecord): CallEvent[] {
  return steps.flatMap(({ outputs }) =>
    outputs.flatMap((output) => (output.type === 'emit' ? [output.event] : [])),
  );
}

function pausesIn(utterances: readonly Utterance[]): number {
  return utterances.reduce((sum, { pauses }) => sum + pauses.length, 0);
}

/** They paused, and all of it came to one turn. */
function isHeld({ pauses, text }: Utterance, turns: readonly string[]): boolean {
  const words = numbered(text);
  if (pauses.length === 0 || words.length === 0) return false;
  return turns.some((turn) => turn.includes(text) && words.every((word) => numbered(turn).includes(word)));
}

function isOverUs({ truth }: CallRecord, { startAt }: Utterance): boolean {
  return truth.runs.some((run) => run.startAt <= startAt && startAt < run.endAt);
}
