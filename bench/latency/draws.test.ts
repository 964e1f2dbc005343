import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Random } from '../../sim/random.ts';
import { percentile } from '../shared/statistics.ts';
import { drawDelayMs } from './draws.ts';

test('of a vendor of 300 ms half the delays are below 300, and one in twenty above 600', () => {
  const random = new Random(7);
  const delays = Array.from({ length: 40_000 }, () => drawDelayMs(random, 300));
  const p50 = percentile(delays, 0.5);
  const p95 = percentile(delays, 0.95);
  assert.ok(Math.abs(p50 - 300) < 6, `p50 ${p50}`);
  assert.ok(Math.abs(p95 - 600) < 15, `p95 ${p95}`);
  assert.ok(Math.min(...delays) > 0);
});
