/**
 * The measurement: labels first, from the recordings alone; then every call in lock-step virtual time,
 * compute included; then the same evidence under other rules.
 */
import type { SpeechEngine } from '../../src/providers/vosk/engine.ts';
import { Random } from '../../sim/random.ts';
import { UsageError, type Figures, type OptionValues } from '../shared/benchmark.ts';
import { LockStep } from '../shared/lock-step.ts';
import { openEmbeddedEngine } from './open-engine.ts';
import { fixedSilenceTurnEnds, type VadEdge } from './fixed-silence.ts';
import { hearCall, type HeardCall } from './heard-call.ts';
import { lineOf, type Line } from './line.ts';
import { cutInRate, figuresOf, outcomesOf, type EndpointFigures, type TurnOutcome } from './outcomes.ts';
import { parityOf, seedOf } from './options.ts';
import { labelled, readRecordings } from './recordings.ts';
import { replayedTurnEnds } from './replayed-call.ts';
import { composeTurns, shuffled, type Turn, type TurnKind } from './turns.ts';

/** Composed turns of each kind; every recording alone comes on top. */
const counts = { midSentence: 100, betweenSentences: 100 };
const turnsPerCall = 10;
const fixedSilencesMs = [300, 500, 800] as const;
const kinds: readonly TurnKind[] = ['alone', 'mid-sentence', 'between-sentences'];

export async function measureEndpointing(
  options: OptionValues,
  progress: (line: string) => void,
): Promise<Figures> {
  const seed = seedOf(options['seed']);
  const parity = parityOf(options['rows']);
  const all = readRecordings(options['manifest'] as string | undefined, progress);
  const rows = all.filter(({ row }) => row % 2 === (parity === 'odd' ? 1 : 0));
  if (rows.length === 0) throw new UsageError(`the manifest has no usable ${parity} row`);
  progress(
    `split: ${all.filter(({ row }) => row % 2 === 0).length} even rows to tune, ` +
      `${all.filter(({ row }) => row % 2 === 1).length} odd rows to report; measured here: the ${parity} ones`,
  );
  const engine = await openEmbeddedEngine(progress);
  const random = new Random(seed);
  const turns = composeTurns(labelled(rows, engine, progress), counts, random.fork());
  const lines = linesOf(turns, rows[0]!.clip.sampleRate, random.fork());
  const heard = await hearAll(lines, engine, progress);

  const ours = heard.flatMap(({ line, turnEnds }) => outcomesOf(line.turns, turnEnds));
  tellKinds('antiphon', ours, progress);
  if (options['cutIn'] === true) {
    for (const { cutIn, kind, name } of ours) if (cutIn) progress(`cut in: ${kind}: ${name}`);
  }
  checkReplay(heard, figuresOf(ours), progress);
  const fixed: Record<string, EndpointFigures> = {};
  for (const silenceMs of fixedSilencesMs) {
    const outcomes = underFixedSilence(heard, silenceMs);
    tellKinds(`fixed ${silenceMs} ms`, outcomes, progress);
    fixed[silenceMs] = figuresOf(outcomes);
  }
  return { turns: turns.length, ...figuresOf(ours), fixed };
}

function linesOf(turns: readonly Turn[], sampleRate: number, random: Random): Line[] {
  const order = shuffled(turns, random);
  const lines: Line[] = [];
  for (let at = 0; at < order.length; at += turnsPerCall) {
    lines.push(lineOf(order.slice(at, at + turnsPerCall), sampleRate, random));
  }
  return lines;
}

/** One call after the other: compute of one never delays another. */
async function hearAll(
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

export function underFixedSilence(heard: readonly HeardCall[], silenceMs: number): TurnOutcome[] {
  return heard.flatMap(({ line, inputs }) => {
    const edges = inputs.flatMap(({ nowMs, input }): VadEdge[] =>
      input.type === 'speech-start' || input.type === 'speech-end'
        ? [{ type: input.type, atMs: nowMs, agoMs: input.agoMs }]
        : [],
    );
    return outcomesOf(line.turns, fixedSilenceTurnEnds(edges, silenceMs));
  });
}

/** The curve is drawn from replays: they must tell of the house's own options what the session told. */
function checkReplay(
  heard: readonly HeardCall[],
  live: EndpointFigures,
  progress: (line: string) => void,
): void {
  const replayed = figuresOf(
    heard.flatMap((call) => outcomesOf(call.line.turns, replayedTurnEnds(call, {}))),
  );
  progress(`replayed with the same options: ${JSON.stringify(replayed)}; live: ${JSON.stringify(live)}`);
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
