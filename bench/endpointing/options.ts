/** Options of the command line that both measurements read. */
import { UsageError } from '../shared/benchmark.ts';
import type { Parity } from './recordings.ts';

export function seedOf(value: string | boolean | undefined): number {
  const seed = Number(value ?? 1);
  if (!Number.isInteger(seed)) throw new UsageError('--seed takes a whole number');
  return seed;
}

export function parityOf(value: string | boolean | undefined): Parity {
  const parity = value ?? 'odd';
  if (parity !== 'odd' && parity !== 'even') throw new UsageError('--rows takes odd or even');
  return parity;
}
