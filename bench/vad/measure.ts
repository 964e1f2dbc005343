/**
 * Plays many callers through the real chain in lock-step virtual time: one frame per leg, a tick, the
 * model's answers, the next frame.
 *
 * CPU is that of the process with all its threads, the model's included; the loop waits for the worker
 * in between, so nothing overlaps and nothing escapes. Lags are in virtual time: what the chain itself adds.
 */
import { frameBytes, frameMs } from '../../src/audio/format.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import { BatchedVadLane } from '../../src/host/vad-lane.ts';
import { FvadClassifier } from '../../src/providers/fvad/fvad-classifier.ts';
import { SileroModel } from '../../src/providers/silero/silero-model.ts';
import { percentile, roundTo } from '../shared/statistics.ts';
import type { Tape } from './tape.ts';

export type LaneFigures = Readonly<Record<string, number>>;

/** Half of a frame: where the lane's tick falls between two frames. */
const tickMs = 10;
/** Shorter is warm-up of the compiler more than anything else. */
const warmUpFrames = 250;
const startSearchMs = 600;
/** A start this long before the audible part of a sentence heard the breath before it. */
const breathMs = 200;

interface Edge {
  atMs: number;
  leg: number;
}

export interface LaneRun {
  legs: number;
  seconds: number;
  modelRate: 8000 | 16000;
}

export async function measureLane(tape: Tape, { legs, seconds, modelRate }: LaneRun): Promise<LaneFigures> {
  const clock = new SimulatedClock();
  using classifier = await FvadClassifier.create();
  await using model = await SileroModel.start({ clock, sampleRate: modelRate });
  await using lane = new BatchedVadLane({ clock, classifier, model, tickMs });
  const starts: Edge[] = [];
  const ends: Edge[] = [];
  const places = Array.from({ length: legs }, (_, leg) => Math.floor((leg * tape.frames) / legs));
  const handles = places.map((_, leg) =>
    lane.open(tape.format, {
      onSpeechStart: () => starts.push({ atMs: clock.now(), leg }),
      onSpeechEnd: () => ends.push({ atMs: clock.now(), leg }),
    }),
  );
  const play = (from: number, to: number): void => {
    for (let frame = from; frame < to; frame += 1)
      playRound(frame, tape, places, handles, lane, clock, model);
  };
  play(0, warmUpFrames);
  const before = lane.counters();
  const cpu = process.cpuUsage();
  const own = process.threadCpuUsage();
  const frames = (seconds * 1000) / frameMs;
  play(warmUpFrames, warmUpFrames + frames);
  const used = process.cpuUsage(cpu);
  const mainUsed = process.threadCpuUsage(own);
  const after = lane.counters();
  const legFrames = frames * legs;
  const lags = findLags(tape, places, starts, ends, (warmUpFrames + frames) * frameMs);
  return {
    microsecondsPerFrame: roundTo((used.user + used.system) / legFrames, 2),
    mainMicrosecondsPerFrame: roundTo((mainUsed.user + mainUsed.system) / legFrames, 2),
    gateFrames: after.gateFrames - before.gateFrames,
    fvadFrames: after.fvadFrames - before.fvadFrames,
    sileroChunks: after.sileroChunks - before.sileroChunks,
    chunksPerBatch: roundTo(
      (after.sileroChunks - before.sileroChunks) / (after.sileroBatches - before.sileroBatches),
      1,
    ),
    onsetMsP50: Math.round(percentile(lags.starts, 0.5)),
    onsetMsP95: Math.round(percentile(lags.starts, 0.95)),
    endMsP50: Math.round(percentile(lags.ends, 0.5)),
    endMsP95: Math.round(percentile(lags.ends, 0.95)),
    sentences: lags.starts.length + lags.missed,
    missedSentences: lags.missed,
  };
}

function playRound(
  round: number,
  tape: Tape,
  places: readonly number[],
  handles: readonly number[],
  lane: BatchedVadLane,
  clock: SimulatedClock,
  model: SileroModel,
): void {
  // Frames arrive when they are complete, in the middle between two ticks.
  clock.advanceTo((round + 1) * frameMs + tickMs / 2);
  const size = frameBytes(tape.format);
  for (let leg = 0; leg < handles.length; leg += 1) {
    lane.push(handles[leg]!, tape.bytes, ((places[leg]! + round) % tape.frames) * size, size);
  }
  for (let tick = 0; tick < frameMs; tick += tickMs) {
    clock.advanceBy(tickMs);
    if (!model.settle()) throw new Error('Silero did not answer within a second');
  }
}

/** Holds the edges against where the sentences lie. A sentence that ends without a pause inside is what ends count. */
function findLags(tape: Tape, places: readonly number[], starts: Edge[], ends: Edge[], untilMs: number) {
  const lags = { starts: [] as number[], ends: [] as number[], missed: 0 };
  const tapeMs = tape.frames * frameMs;
  for (const [leg, place] of places.entries()) {
    const own = starts.filter((edge) => edge.leg === leg).map(({ atMs }) => atMs);
    const ownEnds = ends.filter((edge) => edge.leg === leg).map(({ atMs }) => atMs);
    for (const sentence of tape.sentences) {
      const startMs = wrap(sentence.startMs - place * frameMs, tapeMs);
      const endMs = startMs + sentence.endMs - sentence.startMs;
      if (startMs < warmUpFrames * frameMs || endMs + 2 * startSearchMs > untilMs) continue;
      const start = own.find(
        (atMs) => atMs >= startMs - breathMs && atMs < Math.min(startMs + startSearchMs, endMs + 100),
      );
      if (start === undefined) lags.missed += 1;
      else lags.starts.push(Math.max(0, start - startMs));
      const end = ownEnds.find((atMs) => atMs >= endMs);
      if (start !== undefined && end !== undefined) lags.ends.push(end - endMs);
    }
  }
  return lags;
}

function wrap(value: number, size: number): number {
  return ((value % size) + size) % size;
}
