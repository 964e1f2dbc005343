/** `latency`: how long a caller waits for an answer, for each way of taking turns. */
import { UsageError, type Benchmark } from '../shared/benchmark.ts';
import type { PipelineTurns } from './measure.ts';

/** Fewer would leave the p95 to chance. */
const turnsMin = 500;

export const benchmark: Benchmark = {
  name: 'latency',
  question:
    "How long is it from the caller's last sound to the first sample of the reply, as the far end plays it?",
  options: [
    { flags: '--turns <number>', description: `of each pipeline in virtual time (default: ${turnsMin})` },
    { flags: '--seed <number>', description: 'of callers and vendors (default: 1)' },
  ],
  run: async (options, progress) => {
    const { figuresOf, measureVirtual } = await import('./measure.ts');
    const turns = positive('--turns', String(options['turns'] ?? turnsMin));
    const seed = positive('--seed', String(options['seed'] ?? '1'));
    const measured = await measureVirtual({ turns, seed }, progress);
    if (options['save'] === true) await saveWaterfalls(measured, progress);
    return { virtual: figuresOf(measured), turns };
  },
};

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

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new UsageError(`${option}: write whole numbers above 0`);
  return value;
}
