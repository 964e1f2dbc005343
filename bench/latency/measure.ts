/** The three pipelines with the same turns: every turn is counted, those that went wrong too. */
import type { Pipeline } from '../../src/contracts/events.ts';
import { Random } from '../../sim/random.ts';
import { percentile, roundTo } from '../shared/statistics.ts';
import { drawTurn, type CallerTurn } from './caller-turn.ts';
import type { CorpusSentence } from './corpus.ts';
import { converse, type ConversationOptions, type MeasuredTurn } from './conversation.ts';

export const pipelines: readonly Pipeline[] = ['sequential', 'streaming', 'interruptible'];

/** A call is as long as calls are. */
const turnsPerCall = 25;
/** The final differs from the last interim in meaning in 20 % of the turns. */
const changedOneIn = 5;

export interface VirtualOptions {
  turns: number;
  seed: number;
  /** What callers say; default: the corpus. */
  sentences?: readonly CorpusSentence[];
  /** Default: all. */
  pipelines?: readonly Pipeline[];
  endpointing?: ConversationOptions['endpointing'];
}

export type PipelineTurns = Readonly<Partial<Record<Pipeline, readonly MeasuredTurn[]>>>;

export async function measureVirtual(
  options: VirtualOptions,
  progress: (line: string) => void,
): Promise<PipelineTurns> {
  const turns = drawTurns(options);
  const measured: Partial<Record<Pipeline, MeasuredTurn[]>> = {};
  for (const pipeline of options.pipelines ?? pipelines) {
    progress(`${pipeline}: ${turns.length} turns`);
    measured[pipeline] = await measurePipeline(pipeline, turns, options);
  }
  return measured;
}

export function drawTurns({
  turns,
  seed,
  sentences,
}: Pick<VirtualOptions, 'turns' | 'seed' | 'sentences'>): CallerTurn[] {
  const random = new Random(seed);
  // Each turn has a generator of its own: a longer sentence shifts nobody else's luck.
  let changed = 0;
  return Array.from({ length: turns }, (_, index) => {
    // One in five exactly: a share left to chance would move the figures more than the code does.
    if (index % changedOneIn === 0) changed = index + random.whole(0, changedOneIn - 1);
    return drawTurn(random.fork(), index === changed, sentences);
  });
}

async function measurePipeline(
  pipeline: Pipeline,
  turns: readonly CallerTurn[],
  { seed, endpointing }: VirtualOptions,
): Promise<MeasuredTurn[]> {
  const random = new Random(seed + 1);
  const measured: MeasuredTurn[] = [];
  for (let first = 0; first < turns.length; first += turnsPerCall) {
    const part = turns.slice(first, first + turnsPerCall);
    const options = { pipeline, turns: part, random: random.fork() };
    measured.push(...(await converse(endpointing === undefined ? options : { ...options, endpointing })));
  }
  return measured;
}

export function figuresOf(turns: PipelineTurns): Record<string, Record<string, number>> {
  const figures: Record<string, Record<string, number>> = {};
  for (const [pipeline, measured] of Object.entries(turns)) {
    const speculation = pipeline === 'sequential' ? {} : speculationOf(measured);
    figures[pipeline] = { ...latencyOf(measured), ...speculation };
  }
  return figures;
}

function latencyOf(turns: readonly MeasuredTurn[]): Record<string, number> {
  const voiceToVoiceMs = turns.map((turn) => turn.voiceToVoiceMs);
  return {
    voiceToVoiceMsP50: Math.round(percentile(voiceToVoiceMs, 0.5)),
    voiceToVoiceMsP95: Math.round(percentile(voiceToVoiceMs, 0.95)),
    cutInRate: shareOf(turns, ({ cutIn }) => cutIn),
  };
}

function speculationOf(turns: readonly MeasuredTurn[]): Record<string, number> {
  const overFloorMs = turns.map((turn) => turn.overFloorMs);
  return {
    overFloorMsP50: Math.round(percentile(overFloorMs, 0.5)),
    speculationHitRate: shareOf(turns, ({ speculationHit }) => speculationHit),
    discardedGenerations: turns.reduce((sum, { discarded }) => sum + discarded, 0),
  };
}

function shareOf(turns: readonly MeasuredTurn[], test: (turn: MeasuredTurn) => boolean): number {
  return roundTo(turns.filter(test).length / turns.length, 3);
}
