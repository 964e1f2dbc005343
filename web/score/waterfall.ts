/** One turn as a line of figures, all counted from the caller's last sound, so that turns compare. Pure. */
import type { Pipeline } from '../../src/contracts/events.ts';
import type { Score } from './score.ts';

export interface Step {
  name: string;
  /** After the caller's last sound; negative where the house was ahead of it. */
  ms: number;
}

export interface TurnLine {
  turn: number;
  text: string;
  pipeline: Pipeline;
  decidedMs: number;
  /** In the order of time. */
  steps: Step[];
  /** The first sample of the reply left the loudspeaker; undefined where none has yet. */
  heardMs: number | undefined;
}

/** @returns the last turns that were decided, the latest first. */
export function turnLines(score: Score, count: number): TurnLine[] {
  return score.turns
    .filter(({ decidedMs }) => decidedMs !== undefined)
    .slice(-count)
    .reverse()
    .map((turn) => {
      const origin = turn.endMs!;
      const reply = score.replies.find((one) => one.turn === turn.turn);
      const heard = reply === undefined ? undefined : (reply.heardFromMs ?? undefined);
      const named: [string, number | undefined][] = [
        ['transcript final', turn.finalMs],
        ['first token', turn.firstTokenMs],
        ['turn decided', turn.decidedMs],
        ['first clause', turn.firstClauseMs],
        ['first audio', turn.firstAudioMs],
        ['first sample heard', heard],
      ];
      const steps = named
        .flatMap(([name, atMs]) => (atMs === undefined ? [] : [{ name, ms: Math.round(atMs - origin) }]))
        .sort((one, other) => one.ms - other.ms);
      return {
        turn: turn.turn,
        text: turn.text,
        pipeline: turn.pipeline,
        decidedMs: Math.round(turn.decidedMs! - origin),
        steps,
        heardMs: heard === undefined ? undefined : Math.round(heard - origin),
      };
    });
}
