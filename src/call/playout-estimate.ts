import type { InstantMs } from '../clock/clock.ts';
import type { CallContext } from './context.ts';

/** When the far end has surely played all that was sent, by the clock: the bound on waiting for receipts. */
export function estimatedEnd(context: CallContext, reply: number, sentSamples: number): InstantMs {
  const { leg, limits } = context.options;
  const byClock = context.ledger.clockEnd(reply);
  if (byClock !== undefined) return byClock;
  const { minSamples } = context.ledger.position(context.now, reply);
  const remainingMs = (Math.max(0, sentSamples - minSamples) * 1000) / leg.sampleRate;
  return context.now + remainingMs + limits.receiptLateMs;
}
