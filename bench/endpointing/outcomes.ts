/** From the instants at which somebody held turns for over to figures. Pure; the only place that knows the labels. */
import { percentile, roundTo } from '../shared/statistics.ts';
import type { PlacedTurn } from './line.ts';
import type { TurnKind } from './turns.ts';

export interface TurnOutcome {
  kind: TurnKind;
  name: string;
  /** Held for over before the caller's last sound. */
  cutIn: boolean;
  /** From the caller's last sound to the first decision behind it; undefined where none came. */
  endpointMs: number | undefined;
}

/** Type alias: an interface is no `Record` of numbers. */
export type EndpointFigures = {
  endpointMsP50: number;
  endpointMsP95: number;
  cutInRate: number;
  midSentenceCutInRate: number;
};

/** @param turnEnds instants on the line, ascending. */
export function outcomesOf(turns: readonly PlacedTurn[], turnEnds: readonly number[]): TurnOutcome[] {
  return turns.map(({ kind, name, startMs, endMs }, index) => {
    const untilMs = turns[index + 1]?.startMs ?? Infinity;
    const own = turnEnds.filter((atMs) => atMs >= startMs && atMs < untilMs);
    const decidedMs = own.find((atMs) => atMs >= endMs);
    return {
      kind,
      name,
      cutIn: own.some((atMs) => atMs < endMs),
      endpointMs: decidedMs === undefined ? undefined : decidedMs - endMs,
    };
  });
}

export function figuresOf(outcomes: readonly TurnOutcome[]): EndpointFigures {
  const endpointMs = outcomes.flatMap((outcome) => outcome.endpointMs ?? []);
  return {
    endpointMsP50: roundTo(percentile(endpointMs, 0.5), 0),
    endpointMsP95: roundTo(percentile(endpointMs, 0.95), 0),
    cutInRate: cutInRate(outcomes),
    midSentenceCutInRate: cutInRate(outcomes.filter(({ kind }) => kind === 'mid-sentence')),
  };
}

/** Of no turns it is 0: nobody was cut. */
export function cutInRate(outcomes: readonly TurnOutcome[]): number {
  const cut = outcomes.filter((outcome) => outcome.cutIn).length;
  return roundTo(cut / Math.max(1, outcomes.length), 4);
}
