/** `memory`: whether an agent remembers long calls, in a prompt that does not grow with them. */
import { UsageError, type Benchmark, type Figures, type OptionValues } from '../shared/benchmark.ts';
import type { PromptSize } from './prompt-sizes.ts';
import type { Wording } from './wording.ts';

/** What is not opened is not read: a run that tunes never loads the sentences that are held back. */
const wordings = new Map<string, () => Promise<Wording>>([
  ['held', async () => (await import('./wording-held.ts')).heldWording],
  ['held-fresh', async () => (await import('./wording-held-fresh.ts')).heldFreshWording],
  ['tuning', async () => (await import('./wording-tuning.ts')).tuningWording],
  ['tuning-us', async () => (await import('./wording-tuning-us.ts')).tuningUsWording],
  ['tuning-intl', async () => (await import('./wording-tuning-intl.ts')).tuningIntlWording],
]);

/** Of these nobody is told a sentence, only totals. */
const sealed = new Set(['held', 'held-fresh']);

export const benchmark: Benchmark = {
  name: 'memory',
  question:
    'Does an agent remember what callers want and correct over two hundred turns, in a prompt that does not grow?',
  options: [
    { flags: '--seed <number>', description: 'of the calls (default: 1)' },
    { flags: '--calls <number>', description: 'how many of them (default: 10)' },
    {
      flags: '--wording <name>',
      description:
        '`held` and `held-fresh` are for the figures; with `tuning`, `tuning-us` or `tuning-intl` every miss is told (default: held-fresh, with the accuracies of held beside it)',
    },
    { flags: '--direct', description: 'without a session: quicker, and its turns are simpler' },
  ],
  run: async (options, progress) => {
    const seed = positive('--seed', options['seed'] ?? '1');
    const calls = positive('--calls', options['calls'] ?? '10');
    const { measureMemory } = await import('./measure.ts');
    const { onDeviceExtractor } = await import('../../src/providers/ondevice/extraction/extractor.ts');
    const extractor = onDeviceExtractor();
    const measure = async (name: string): Promise<Figures> => {
      const open = wordings.get(name);
      if (open === undefined)
        throw new UsageError(`--wording: write one of ${[...wordings.keys()].join(', ')}`);
      const wording = await open();
      const direct = options['direct'] === true;
      const tellsMisses = !sealed.has(name);
      const extractorFor = () => extractor;
      return measureMemory({ seed, calls, wording, extractorFor, direct, tellsMisses }, progress);
    };
    const asked = options['wording'];
    if (asked !== undefined) return measure(String(asked));
    const figures = await measure('held-fresh');
    await draw(figures['promptAt'] as unknown as Record<string, PromptSize>);
    progress('drawn as bench/results/memory.svg; and with the wording that was sealed first:');
    const { slotAccuracy, intentAccuracy } = (await measure('held')) as Record<string, number>;
    // Its totals were looked at while the extractor was made, its sentences were not.
    return { ...figures, sealedFirst: { slotAccuracy: slotAccuracy!, intentAccuracy: intentAccuracy! } };
  },
};

async function draw(promptAt: Readonly<Record<string, PromptSize>>): Promise<void> {
  const { writeFileSync } = await import('node:fs');
  const { drawGrowth } = await import('./growth-svg.ts');
  const sizes = Object.entries(promptAt).map(([turn, size]) => ({ turn: Number(turn.slice(4)), ...size }));
  const svg = drawGrowth('Tokens of a prompt, in calls of 200 turns', sizes);
  writeFileSync(new URL('../results/memory.svg', import.meta.url), svg);
}

function positive(option: string, text: OptionValues[string]): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new UsageError(`${option}: write whole numbers above 0`);
  return value;
}
