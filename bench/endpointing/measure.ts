/**
 * The measurement: labels first, from the recordings alone; then every call in lock-step virtual time,
 * compute included; then the same evidence under other rules.
 */
import { writeFileSync } from 'node:fs';
import { Random } from '../../sim/random.ts';
import type { SpeechEngine } from '../../src/providers/vosk/engine.ts';
import { UsageError, type Figures, type OptionValues } from '../shared/benchmark.ts';
import { LockStep } from '../shared/lock-step.ts';
import { drawCurves } from './curve-svg.ts';
import { tradeOffCurves, underFixedSilence } from './curve.ts';
import { hearCall, keepHeard, readHeard, type HeardCall } from './heard-call.ts';
import { lineOf, type Line } from './line.ts';
import { openEmbeddedEngine } from './open-engine.ts';
import { parityOf, seedOf } from './options.ts';
import { cutInRate, figuresOf, outcomesOf, type EndpointFigures, type TurnOutcome } from './outcomes.ts';
import { labelled, readRecordings } from './recordings.ts';
import { replayedTurnEnds } from './replayed-call.ts';
import { composeTurns, shuffled, type Turn, type TurnKind } from './turns.ts';

/** Composed turns of each kind; every recording alone comes on top. */
const counts = { midSentence: 100, betweenSentences: 100 };
const turnsPerCall = 10;
const fixedSilencesMs = [300, 500, 800] as const;
const kinds: readonly TurnKind[] = ['alone', 'mid-sentence', 'between-sentences'];
const curveFile = new URL('../results/endpointing.svg', import.meta.url);

export async function measureEndpointing(
  options: OptionValues,
  progress: (line: string) => void,
): Promise<Figures> {
  const evidenceFile = options['evidence'] as string | undefined;
  const kept = evidenceFile === undefined ? undefined : readHeard(evidenceFile);
  const heard = kept ?? (await hearAll(options, progress));
  if (evidenceFile !== undefined && kept === undefined) keepHeard(evidenceFile, heard);

  const replayed = outcomesOver(heard, (call) => replayedTurnEnds(call, {}));
  const live = outcomesOver(heard, ({ turnEnds }) => turnEnds);
  // Old evidence under the rules of now: what the session decided then is of no interest.
  const ours = kept === undefined ? live : replayed;
  if (kept === undefined) tellDifference(live, replayed, progress);
  tellKinds('antiphon', ours, progress);
  if (options['cutIn'] === true) {
    for (const { cutIn, kind, name } of ours) if (cutIn) progress(`cut in: ${kind}: ${name}`);
  }
  const fixed: Record<string, EndpointFigures> = {};
  for (const silenceMs of fixedSilencesMs) {
    const outcomes = underFixedSilence(heard, silenceMs);
    tellKinds(`fixed ${silenceMs} ms`, outcomes, progress);
    fixed[silenceMs] = figuresOf(outcomes);
  }
  tellCurves(heard, options['save'] === true, progress);
  return { turns: ours.length, ...figuresOf(ours), fixed };
}

/** Composes, labels and hears, one call after the other: compute of one never delays another. */
async function hearAll(options: OptionValues, progress: (line: string) => void): Promise<HeardCall[]> {
  const seed = seedOf(options['seed']);
  const parity = parityOf(options['rows']);
  const all = readRecordings(options['manifest'] as string | undefined, progress);
  const even = all.filter(({ row }) => row % 2 === 0);
  const odd = all.filter(({ row }) => row % 2 === 1);
  const rows = parity === 'odd' ? odd : even;
  if (rows.length === 0) throw new UsageError(`the manifest has no usable ${parity} row`);
  progress(
    `split: ${even.length} even rows to tune, ${odd.length} odd rows to report; these are the ${parity} ones`,
  );
  const engine = await openEmbeddedEngine(progress);
  const random = new Random(seed);
  const turns = composeTurns(labelled(rows, engine, progress), counts, random.fork());
  const lines = linesOf(turns, rows[0]!.clip.sampleRate, random.fork());
  return hearLines(lines, engine, progress);
}

function linesOf(turns: readonly Turn[], sampleRate: number, random: Random): Line[] {
  const order = shuffled(turns, random);
  const lines: Line[] = [];
  for (let at = 0; at < order.length; at += turnsPerCall) {
    lines.push(lineOf(order.slice(at, at + turnsPerCall), sampleRate, random));
  }
  return lines;
}

async function hearLines(
  lines: readonly Line[],
  engine: SpeechEngine,
  progress: (line: string) => void,
): Promise<HeardCall[]> {
  await using world = await LockStep.open({ engine });
  const heard: HeardCall[] = [];
  for (const line of lines) {
    heard.push(await hearCall(line, world));
    progress(`call ${heard.length} of ${lines.length}`);
  }
  return heard;
}

function outcomesOver(
  heard: readonly HeardCall[],
  turnEndsOf: (call: HeardCall) => readonly number[],
): TurnOutcome[] {
  return heard.flatMap((call) => outcomesOf(call.turns, turnEndsOf(call)));
}

/** The curve is drawn from replays: of the house's own options they must tell what the session told. */
function tellDifference(
  live: readonly TurnOutcome[],
  replayed: readonly TurnOutcome[],
  progress: (line: string) => void,
): void {
  const different = live.filter(
    ({ cutIn, endpointMs }, index) =>
      cutIn !== replayed[index]!.cutIn ||
      Math.abs((endpointMs ?? 0) - (replayed[index]!.endpointMs ?? 0)) > 1,
  );
  progress(`replayed from what was heard, ${different.length} of ${live.length} turns end otherwise`);
}

function tellKinds(name: string, outcomes: readonly TurnOutcome[], progress: (line: string) => void): void {
  for (const kind of kinds) {
    const own = outcomes.filter((outcome) => outcome.kind === kind);
    const { endpointMsP50, endpointMsP95 } = figuresOf(own);
    const lost = own.filter(({ endpointMs }) => endpointMs === undefined).length;
    progress(
      `${name}, ${kind}: ${own.length} turns, endpoint p50 ${endpointMsP50}, p95 ${endpointMsP95} ms, ` +
        `cut in ${cutInRate(own)}, never ended ${lost}`,
    );
  }
}

function tellCurves(heard: readonly HeardCall[], saved: boolean, progress: (line: string) => void): void {
  const curves = tradeOffCurves(heard);
  for (const { name, points } of curves) {
    for (const { label, figures } of points) progress(`${name}, ${label} ms: ${JSON.stringify(figures)}`);
  }
  if (!saved) return;
  writeFileSync(curveFile, drawCurves('Endpointing: delay against cutting in', curves));
  progress('drawn as bench/results/endpointing.svg');
}
