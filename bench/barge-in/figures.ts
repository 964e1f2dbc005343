/** From the outcomes of the trials to the figures of the report. */
import type { FigureGroup } from '../shared/benchmark.ts';
import { percentile, roundTo } from '../shared/statistics.ts';
import type { TrialKind } from './plan.ts';
import type { TrialOutcome } from './trial.ts';

/** The rates of noise are those at this ratio or better; louder noise counts as a trial and is told apart. */
const snrMinDb = 10;

export function toFigures(outcomes: readonly TrialOutcome[]): FigureGroup {
  const of = (kind: TrialKind): TrialOutcome[] => outcomes.filter(({ plan }) => plan.kind === kind);
  const speech = of('speech');
  const noise = of('noise');
  const fair = noise.filter(({ plan }) => plan.snrDb! >= snrMinDb);
  const stops = speech.flatMap(({ stopMs }) => stopMs ?? []);
  const gaps = noise.flatMap(({ resumeGapMs }) => resumeGapMs ?? []);
  return {
    speechTrials: speech.length,
    noiseTrials: noise.length,
    stopMsP50: roundTo(percentile(stops, 0.5), 1),
    stopMsP95: roundTo(percentile(stops, 0.95), 1),
    missedRate: share(speech, isMissed),
    falsePauseRate: share(fair, hasPaused),
    falseCommitRate: share(fair, wasCut),
    babbleCommitRate: share(of('babble'), wasCut),
    backchannelCommitRate: share(of('backchannel'), wasCut),
    resumeGapMsP95: gaps.length === 0 ? 0 : roundTo(percentile(gaps, 0.95), 1),
    leakedSamples: sum(outcomes, ({ leakedSamples }) => leakedSamples),
    repeatedWords: sum(outcomes, ({ repeatedWords }) => repeatedWords),
    skippedWords: sum(outcomes, ({ skippedWords }) => skippedWords),
  };
}

/** By label and ratio: where the rates come from. */
export function toDetails(outcomes: readonly TrialOutcome[]): string[] {
  const groups = Map.groupBy(
    outcomes.filter(({ plan }) => plan.kind !== 'speech'),
    ({ plan }) => `${plan.kind} ${plan.label}${plan.snrDb === undefined ? '' : ` at ${plan.snrDb} dB`}`,
  );
  return [...groups].sort().map(([name, group]) => {
    const paused = group.filter(hasPaused).length;
    const cut = group.filter(wasCut).length;
    return `${name}: ${group.length} trials, ${paused} paused, ${cut} cut`;
  });
}

export function isMissed({ stopMs }: TrialOutcome): boolean {
  return stopMs === undefined;
}

export function hasPaused({ stopMs }: TrialOutcome): boolean {
  return stopMs !== undefined;
}

export function wasCut({ cutReason }: TrialOutcome): boolean {
  return cutReason !== undefined;
}

/** Of no trials at all there is no rate: a bar is not met by measuring nothing. */
function share(outcomes: readonly TrialOutcome[], holds: (outcome: TrialOutcome) => boolean): number {
  return outcomes.length === 0 ? Number.NaN : roundTo(outcomes.filter(holds).length / outcomes.length, 4);
}

function sum(outcomes: readonly TrialOutcome[], valueOf: (outcome: TrialOutcome) => number): number {
  return outcomes.reduce((total, outcome) => total + valueOf(outcome), 0);
}

/** Slower than the bar for one in twenty. */
const slowMs = 190;

/** Trials that did not go as they should, one a line. */
export function describeTrouble(outcomes: readonly TrialOutcome[]): string[] {
  const isTrouble = (outcome: TrialOutcome): boolean =>
    outcome.plan.kind === 'speech'
      ? isMissed(outcome) || outcome.stopMs! > slowMs || outcome.stopMs! < 0
      : hasPaused(outcome);
  return outcomes
    .filter(
      (outcome) =>
        isTrouble(outcome) || outcome.leakedSamples + outcome.repeatedWords + outcome.skippedWords > 0,
    )
    .map(({ plan, ...outcome }) => {
      const {
        stopMs,
        cutReason,
        resumeGapMs,
        heardText,
        confidence,
        leakedSamples,
        repeatedWords,
        skippedWords,
      } = outcome;
      const told = {
        stopMs: stopMs === undefined ? undefined : roundTo(stopMs, 0),
        cutReason,
        resumeGapMs: resumeGapMs === undefined ? undefined : roundTo(resumeGapMs, 0),
        heardText,
        confidence: confidence === undefined ? undefined : roundTo(confidence, 2),
        ...(leakedSamples + repeatedWords + skippedWords > 0
          ? { leakedSamples, repeatedWords, skippedWords }
          : {}),
      };
      const ms = roundTo(plan.sound.length / 16, 0);
      return `${plan.kind} ${plan.label} ${plan.snrDb ?? ''} ${ms} ms: ${JSON.stringify(told)}`;
    });
}
