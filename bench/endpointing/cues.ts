/**
 * `--cues`: what each cue of prosody is worth, before anything relies on it.
 *
 * A cue is looked at on even rows and checked on odd ones; the combination is fitted on even rows alone.
 * Two contrasts are never mixed: ends against run-over boundaries, which the benchmark is made of, and
 * ends against pauses that the speaker made (see `examples.ts` on why they differ).
 */
import type { ProsodyMeasures } from '../../src/audio/prosody.ts';
import { type Figures, type FigureGroup, type OptionValues } from '../shared/benchmark.ts';
import { percentile, roundTo } from '../shared/statistics.ts';
import { examplesOf, type Example, type ExampleKind } from './examples.ts';
import { areaUnderCurve, fitLogistic, probability } from './logistic.ts';
import { openEmbeddedEngine } from './open-engine.ts';
import { labelled, readRecordings } from './recordings.ts';
import { seedOf } from './options.ts';

type Cue = keyof ProsodyMeasures;

const cues: readonly Cue[] = [
  'energySlopeDb',
  'pitchSlopeSemitones',
  'pitchDropSemitones',
  'finalVoicedMs',
  'finalLevelDb',
  'decayMs',
];
/** What one is divided by before the fit, so that all are about as large. */
const scales: Readonly<Record<Cue, number>> = {
  energySlopeDb: 10,
  pitchSlopeSemitones: 5,
  pitchDropSemitones: 5,
  finalVoicedMs: 200,
  finalLevelDb: 10,
  decayMs: 100,
};
/** Combinations that are fitted: what a cut cannot fake, what it can, and everything. */
const combinations: Readonly<Record<string, readonly Cue[]>> = {
  pitchDrop: ['pitchDropSemitones'],
  energyAndPitchSlope: ['energySlopeDb', 'pitchSlopeSemitones'],
  energyAndPitchDrop: ['energySlopeDb', 'pitchDropSemitones'],
  all: cues,
};

export async function measureCues(options: OptionValues, progress: (line: string) => void): Promise<Figures> {
  const rows = readRecordings(options['manifest'] as string | undefined, progress);
  const engine = await openEmbeddedEngine(progress);
  const examples = examplesOf(labelled(rows, engine, progress), seedOf(options['seed']));
  const even = examples.filter(({ row }) => row % 2 === 0);
  const odd = examples.filter(({ row }) => row % 2 === 1);
  tellCounts('even', even, progress);
  tellCounts('odd', odd, progress);
  const figures: Record<string, FigureGroup> = {};
  for (const cue of cues) {
    tellMedians(cue, examples, progress);
    figures[cue] = areas(even, odd, ({ measures }) => measures[cue]);
  }
  for (const [name, chosen] of Object.entries(combinations)) {
    const score = fitted(name, chosen, even, progress);
    figures[name] = areas(even, odd, score);
  }
  return figures;
}

/** Areas under the curve: how often an end has the higher value. Below 0.5 ends have the lower one; without a value there is no say. */
function areas(
  even: readonly Example[],
  odd: readonly Example[],
  score: (example: Example) => number | undefined,
): FigureGroup {
  const area = (examples: readonly Example[], other: ExampleKind): number => {
    const values = (kind: ExampleKind): number[] =>
      examples.filter((example) => example.kind === kind).flatMap((example) => score(example) ?? []);
    return roundTo(areaUnderCurve(values('end'), values(other)), 3);
  };
  return {
    runOverEven: area(even, 'run-over'),
    runOverOdd: area(odd, 'run-over'),
    pauseEven: area(even, 'pause'),
    pauseOdd: area(odd, 'pause'),
  };
}

function fitted(
  name: string,
  chosen: readonly Cue[],
  even: readonly Example[],
  progress: (line: string) => void,
): (example: Example) => number {
  // Unvoiced: in between, so that it speaks for neither.
  const middles = chosen.map((cue) => {
    const median = (isEnd: boolean): number =>
      percentile(
        even.filter(({ kind }) => (kind === 'end') === isEnd).flatMap(({ measures }) => measures[cue] ?? []),
        0.5,
      );
    return (median(true) + median(false)) / 2;
  });
  const rowOf = ({ measures }: Example): number[] =>
    chosen.map((cue, index) => ((measures[cue] ?? middles[index]!) - middles[index]!) / scales[cue]);
  const logistic = fitLogistic(
    even.map(rowOf),
    even.map(({ kind }) => kind === 'end'),
  );
  const terms = chosen.map((cue, index) => {
    const weight = logistic.weights[index]! / scales[cue];
    return `${signed(weight, 4)} * (${cue} ${signed(-middles[index]!, 2)})`;
  });
  progress(`${name}: P(end) = logistic(${logistic.bias.toFixed(3)} ${terms.join(' ')}), fitted on even rows`);
  return (example) => probability(logistic, rowOf(example));
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '-' : '+'} ${Math.abs(value).toFixed(digits)}`;
}

function tellCounts(name: string, examples: readonly Example[], progress: (line: string) => void): void {
  const count = (kind: ExampleKind): number => examples.filter((example) => example.kind === kind).length;
  progress(
    `${name} rows: ${count('end')} ends, ${count('run-over')} run-over boundaries, ${count('pause')} pauses`,
  );
}

function tellMedians(cue: Cue, examples: readonly Example[], progress: (line: string) => void): void {
  const median = (kind: ExampleKind): string => {
    const values = examples
      .filter((example) => example.kind === kind)
      .flatMap(({ measures }) => measures[cue] ?? []);
    return percentile(values, 0.5).toFixed(1);
  };
  progress(
    `${cue}: median at ends ${median('end')}, run-over ${median('run-over')}, pauses ${median('pause')}`,
  );
}
