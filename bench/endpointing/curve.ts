/**
 * The trade between speed and cutting in: one curve for the house's endpointer as its silences are stretched,
 * one for fixed silence as it grows. Where one lies below the other it is better at any speed.
 */
import { defaultEndpointing } from '../../src/call/options.ts';
import { fixedSilenceTurnEnds, vadEdges } from './fixed-silence.ts';
import type { HeardCall } from './heard-call.ts';
import { figuresOf, outcomesOf, type EndpointFigures, type TurnOutcome } from './outcomes.ts';
import { replayedTurnEnds } from './replayed-call.ts';

export interface CurvePoint {
  label: string;
  figures: EndpointFigures;
}

export interface Curve {
  name: string;
  points: readonly CurvePoint[];
}

const stretches = [0.5, 0.6, 0.7, 0.85, 1, 1.2, 1.4, 1.7, 2] as const;
const silencesMs = [200, 300, 400, 500, 600, 700, 800, 1_000, 1_200] as const;

export function tradeOffCurves(heard: readonly HeardCall[]): Curve[] {
  const { silenceMinMs, silenceMaxMs } = defaultEndpointing;
  const ours = stretches.map((stretch): CurvePoint => {
    const endpointing = { silenceMinMs: silenceMinMs * stretch, silenceMaxMs: silenceMaxMs * stretch };
    const outcomes = heard.flatMap((call) => outcomesOf(call.turns, replayedTurnEnds(call, endpointing)));
    const label = `${Math.round(endpointing.silenceMinMs)}-${Math.round(endpointing.silenceMaxMs)}`;
    return { label, figures: figuresOf(outcomes) };
  });
  const fixed = silencesMs.map((silenceMs): CurvePoint => ({
    label: String(silenceMs),
    figures: figuresOf(underFixedSilence(heard, silenceMs)),
  }));
  return [
    { name: 'antiphon: silence stretched by doubt', points: ours },
    { name: 'fixed silence', points: fixed },
  ];
}

export function underFixedSilence(heard: readonly HeardCall[], silenceMs: number): TurnOutcome[] {
  return heard.flatMap(({ turns, inputs }) =>
    outcomesOf(turns, fixedSilenceTurnEnds(vadEdges(inputs), silenceMs)),
  );
}
