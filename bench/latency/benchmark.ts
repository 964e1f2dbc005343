/** `latency`: how long a caller waits for an answer, for each way of taking turns. */
import { UsageError, type Benchmark, type OptionValues } from '../shared/benchmark.ts';
import type { PipelineTurns } from './measure.ts';

/** Fewer would leave the p95 to chance. */
const turnsMin = 500;

const parts = ['virtual', 'embedded'] as const;
type Part = (typeof parts)[number];

export const benchmark: Benchmark = {
  name: 'latency',
  question:
    "How long is it from the caller's last sound to the first sample of the reply, as the far end plays it?",
  options: [
    { flags: '--only <part>', description: `${parts.join(' or ')} (default: both)` },
    { flags: '--turns <number>', description: `of each pipeline in virtual time (default: ${turnsMin})` },
    { flags: '--seed <number>', description: 'of callers and vendors in virtual time (default: 1)' },
    {
      flags: '--recordings <number>',
      description: 'so many of the recordings for the embedded models, at least 30 (default: all)',
    },
    {
      flags: '--pipelines <names>',
      description: 'with the embedded models, separated by commas (default: all three)',
    },
    {
      flags: '--manifest <file>',
      description:
        'TSV of recordings for the embedded models (default: ../shared/data/speech/asterisk-prompts.tsv)',
    },
    { flags: '--tuning', description: 'the recordings of even rows, which no reported figure is made of' },
    { flags: '--each', description: 'list every turn with the embedded models on stderr' },
  ],
  run: async (options, progress) => {
    const only = partOf(options['only']);
    const turns = positive('--turns', String(options['turns'] ?? turnsMin));
    // What is missing is told before minutes are spent on the other part.
    if (only !== 'virtual') await checkRecordings(options);
    const virtual = only === 'embedded' ? undefined : await runVirtual(turns, options, progress);
    const heldOut = only === 'embedded' ? undefined : await runHeldOut(turns, options, progress);
    const embedded = only === 'virtual' ? undefined : await runEmbedded(options, progress);
    return {
      ...(virtual === undefined ? {} : { virtual }),
      ...(heldOut === undefined ? {} : { heldOut }),
      ...(embedded === undefined ? {} : { embedded }),
      turns: virtual === undefined ? Object.values(embedded!)[0]!['turns']! : turns,
    };
  },
};

type Progress = (line: string) => void;
type PipelineFigures = Record<string, Record<string, number>>;

async function runVirtual(
  turns: number,
  options: OptionValues,
  progress: Progress,
): Promise<PipelineFigures> {
  const { figuresOf, measureVirtual } = await import('./measure.ts');
  const seed = positive('--seed', String(options['seed'] ?? '1'));
  const measured = await measureVirtual({ turns, seed }, progress);
  if (options['save'] === true) await saveWaterfalls(measured, progress);
  return figuresOf(measured);
}

/** The same with sentences that no rule was tuned beside: what the figures above are worth elsewhere. */
async function runHeldOut(
  turns: number,
  options: OptionValues,
  progress: Progress,
): Promise<PipelineFigures> {
  const { figuresOf, measureVirtual } = await import('./measure.ts');
  const { heldOut } = await import('./held-out.ts');
  const seed = positive('--seed', String(options['seed'] ?? '1'));
  progress('held-out sentences');
  return figuresOf(
    await measureVirtual({ turns, seed, sentences: heldOut, pipelines: ['interruptible'] }, progress),
  );
}

async function checkRecordings(options: OptionValues): Promise<void> {
  const { readClips } = await import('./embedded-clips.ts');
  readClips('report', options['manifest'] as string | undefined);
}

async function runEmbedded(options: OptionValues, progress: Progress): Promise<PipelineFigures> {
  const { pipelines } = await import('./measure.ts');
  const { embeddedFigures, measureEmbedded, turnLine } = await import('./embedded.ts');
  const names = options['pipelines'] === undefined ? pipelines : String(options['pipelines']).split(',');
  const chosen = pipelines.filter((pipeline) => names.includes(pipeline));
  if (chosen.length !== names.length) throw new UsageError(`--pipelines: of ${pipelines.join(', ')}`);
  const recordings = options['recordings'];
  const measured = await measureEmbedded(
    {
      pipelines: chosen,
      manifest: options['manifest'] as string | undefined,
      tuning: options['tuning'] === true,
      turns: recordings === undefined ? undefined : positive('--recordings', String(recordings)),
    },
    progress,
  );
  if (options['each'] === true) for (const turn of measured) progress(turnLine(turn));
  return embeddedFigures(measured);
}

async function saveWaterfalls(measured: PipelineTurns, progress: (line: string) => void): Promise<void> {
  const { mkdirSync, writeFileSync } = await import('node:fs');
  const { medianTurn, renderWaterfall } = await import('./waterfall.ts');
  const folder = new URL('../results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [pipeline, turns] of Object.entries(measured)) {
    const median = medianTurn(turns);
    if (median === undefined) continue;
    const name = `latency-${pipeline}.svg`;
    writeFileSync(new URL(name, folder), renderWaterfall(`The median turn, ${pipeline}`, median));
    progress(`saved as bench/results/${name}`);
  }
}

function partOf(text: string | boolean | undefined): Part | undefined {
  if (text === undefined) return undefined;
  const part = parts.find((name) => name === text);
  if (part === undefined) throw new UsageError(`--only: write ${parts.join(' or ')}`);
  return part;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new UsageError(`${option}: write whole numbers above 0`);
  return value;
}
