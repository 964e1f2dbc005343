import assert from 'node:assert/strict';
import { test } from 'vitest';
import { CostLedger } from './cost-ledger.ts';

test('Tokens and audio add up by model, in the order of first use', () => {
  const ledger = new CostLedger();
  ledger.addTokens('small', { inputTokens: 100, cachedInputTokens: 80, outputTokens: 20 });
  ledger.addAudio('voice', 1_500);
  ledger.addTokens('small', { inputTokens: 50, cachedInputTokens: 0, outputTokens: 5 });
  ledger.addAudio('voice', 500);
  assert.deepEqual(ledger.totals(), {
    small: { requests: 2, inputTokens: 150, cachedInputTokens: 80, outputTokens: 25, audioMs: 0 },
    voice: { requests: 2, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, audioMs: 2_000 },
  });
  assert.deepEqual(Object.keys(ledger.totals()), ['small', 'voice']);
});

test('Nothing used is nothing owed, and a total is a copy', () => {
  const ledger = new CostLedger();
  assert.deepEqual(ledger.totals(), {});
  ledger.addAudio('voice', 100);
  ledger.totals()['voice']!.audioMs = 9_999;
  assert.equal(ledger.totals()['voice']?.audioMs, 100);
});
