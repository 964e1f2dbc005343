/**
 * The embedded part of `latency`: human recordings said in real time to `antiphon serve` with the models
 * that come with the package. All pipelines are phoned with each recording in turn, so that whatever
 * else the machine does meanwhile falls on all of them alike.
 */
import { cpus } from 'node:os';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { Pipeline } from '../../src/contracts/events.ts';
import { UsageError } from '../shared/benchmark.ts';
import { treeCpuSeconds } from '../shared/process-cpu.ts';
import { percentile, roundTo } from '../shared/statistics.ts';
import { takeTurn, type EmbeddedTurn } from './embedded-call.ts';
import { readClips, type Clip } from './embedded-clips.ts';
import { EmbeddedServer } from './embedded-server.ts';

export interface EmbeddedOptions {
  pipelines: readonly Pipeline[];
  manifest: string | undefined;
  /** Recordings of even rows instead of odd ones. */
  tuning: boolean;
  /** At most so many recordings, spread over all there are; default all. */
  turns: number | undefined;
}

/** A median of fewer says little. */
export const embeddedTurnsMin = 30;

export async function measureEmbedded(
  options: EmbeddedOptions,
  progress: (line: string) => void,
): Promise<EmbeddedTurn[]> {
  const { pipelines, manifest, tuning } = options;
  const all = readClips(tuning ? 'tuning' : 'report', manifest);
  const clips = spread(all, options.turns ?? all.length);
  if (clips.length < embeddedTurnsMin)
    throw new UsageError(`${clips.length} recordings are too few: at least ${embeddedTurnsMin} are wanted`);
  using clock = new SystemClock();
  progress('starting a server with the embedded models ...');
  await using server = await EmbeddedServer.start();
  const warmUp = readClips(tuning ? 'report' : 'tuning', manifest)[0] ?? clips[0]!;
  await takeTurn(server, clock, warmUp, pipelines[0]!);
  const noise = new Noise();
  const turns: EmbeddedTurn[] = [];
  for (const [index, clip] of clips.entries()) {
    for (const pipeline of pipelines) turns.push(await takeTurn(server, clock, clip, pipeline));
    if ((index + 1) % 10 === 0) progress(`embedded: ${index + 1} of ${clips.length} recordings`);
  }
  for (const line of [...unansweredLines(turns), ...stageLines(turns), noise.tell()]) progress(line);
  return turns;
}

export function embeddedFigures(turns: readonly EmbeddedTurn[]): Record<string, Record<string, number>> {
  const figures: Record<string, Record<string, number>> = {};
  for (const [pipeline, some] of byPipeline(turns)) {
    const waitsMs = some.map(({ voiceToVoiceMs }) => voiceToVoiceMs);
    if (percentile(waitsMs, 0.95) === Infinity)
      throw new Error(`${pipeline}: more than one turn in twenty was never answered`);
    const sum = (numberOf: (turn: EmbeddedTurn) => number): number =>
      some.reduce((total, turn) => total + numberOf(turn), 0);
    figures[pipeline] = {
      voiceToVoiceMsP50: Math.round(percentile(waitsMs, 0.5)),
      voiceToVoiceMsP95: Math.round(percentile(waitsMs, 0.95)),
      cutInRate: roundTo(sum(({ cutIn }) => Number(cutIn)) / some.length, 3),
      turns: some.length,
      unanswered: sum(({ voiceToVoiceMs }) => Number(voiceToVoiceMs === Infinity)),
      cpuMsPerCallSecond: roundTo(
        (sum(({ cpuSeconds }) => cpuSeconds) * 1000) / sum(({ callSeconds }) => callSeconds),
        1,
      ),
    };
  }
  return figures;
}

function unansweredLines(turns: readonly EmbeddedTurn[]): string[] {
  return turns
    .filter(({ voiceToVoiceMs }) => voiceToVoiceMs === Infinity)
    .map(
      ({ pipeline, clip, events }) =>
        `${pipeline}: row ${clip.row} was never answered: ${events.slice(-12).join(', ')}`,
    );
}

/** Where the time goes: medians, each counted from the caller's last sound. */
export function stageLines(turns: readonly EmbeddedTurn[]): string[] {
  return [...byPipeline(turns)].map(([pipeline, some]) => {
    const answered = some.flatMap(({ stages, lastSoundAt, voiceToVoiceMs, cutIn }) =>
      stages === undefined || cutIn || voiceToVoiceMs === Infinity
        ? []
        : [{ stages, lastSoundAt, voiceToVoiceMs }],
    );
    const median = (instantOf: (turn: (typeof answered)[number]) => number): number =>
      Math.round(
        percentile(
          answered.map((turn) => instantOf(turn) - turn.lastSoundAt),
          0.5,
        ),
      );
    const parts = [
      `turn decided ${median(({ stages }) => stages.decidedAt)}`,
      `STT final ${median(({ stages }) => stages.finalAt)}`,
      `generation begun ${median(({ stages }) => stages.generationAt)}`,
      `first clause ${median(({ stages }) => stages.spokenAt)}`,
      `first audio ${median(({ stages }) => stages.firstAudioAt)}`,
      `played ${median(({ lastSoundAt, voiceToVoiceMs }) => lastSoundAt + voiceToVoiceMs)}`,
    ];
    const ended = (reason: string): number => some.filter(({ end }) => end?.reason === reason).length;
    const doubtful = some.filter(({ end }) => end !== undefined && end.completeness < 0.5).length;
    const speculative = answered.filter(({ stages }) => stages.speculative).length;
    return (
      `${pipeline}: medians in ms after the last sound: ${parts.join(', ')}; ` +
      `${speculative} of ${answered.length} replies were begun before the turn was decided; ` +
      `${ended('silence')} of ${some.length} turns ended by silence, ${ended('stt-late')} because the words were late; ` +
      `${doubtful} were rather taken for unfinished`
    );
  });
}

/** One turn for whoever looks for the slow ones. */
export function turnLine({
  pipeline,
  clip,
  voiceToVoiceMs,
  cutIn,
  lastSoundAt,
  stages,
  heard,
}: EmbeddedTurn): string {
  const after = (instant: number | undefined): string =>
    instant === undefined ? '-' : String(Math.round(instant - lastSoundAt));
  const at = [
    stages?.decidedAt,
    stages?.finalAt,
    stages?.generationAt,
    stages?.spokenAt,
    stages?.firstAudioAt,
  ];
  return (
    `${pipeline} row ${clip.row}: ${Math.round(voiceToVoiceMs)} ms${cutIn ? ', cut in' : ''} ` +
    `(decided, final, generation, clause, audio: ${at.map(after).join(' ')}): "${heard}" for "${clip.text}"`
  );
}

function byPipeline(turns: readonly EmbeddedTurn[]): Map<Pipeline, EmbeddedTurn[]> {
  return Map.groupBy(turns, ({ pipeline }) => pipeline);
}

/** Evenly, so that not only the first letters of the alphabet are said. */
export function spread(clips: readonly Clip[], count: number): Clip[] {
  const wanted = Math.min(count, clips.length);
  return Array.from({ length: wanted }, (_, index) => clips[Math.floor((index * clips.length) / wanted)]!);
}

/** How much of the machine others used meanwhile: a figure of a busy machine says little. */
class Noise {
  readonly #sinceMs = performance.now();
  readonly #busySeconds = busySeconds();
  readonly #ownSeconds = treeCpuSeconds();

  tell(): string {
    const seconds = ((performance.now() - this.#sinceMs) / 1000) * cpus().length;
    const own = treeCpuSeconds() - this.#ownSeconds;
    const others = Math.max(0, busySeconds() - this.#busySeconds - own);
    const share = (used: number): string => `${Math.round((used / seconds) * 100)} %`;
    return `of the machine's cores ${share(own)} were at work for this, ${share(others)} for others`;
  }
}

function busySeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;
}
