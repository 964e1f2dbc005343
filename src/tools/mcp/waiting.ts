/** Waits that end: with what was waited for, or with the signal. */
import type { Clock } from '../../clock/clock.ts';

/** @throws the reason of the signal, as soon as it aborts; `work` goes on without us. */
export async function unlessAborted<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Whoever lost the race is nobody's concern.
    work.catch(() => undefined);
    aborted.promise.catch(() => undefined);
  }
}

export async function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<void>();
  using _timer = clock.at(clock.now() + delayMs, over.resolve);
  await unlessAborted(signal, over.promise);
}

/** @throws `late()` when `work` takes longer, and the reason of the signal. */
export async function within<Value>(
  clock: Clock,
  limitMs: number,
  signal: AbortSignal,
  late: () => unknown,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const limit = new AbortController();
  using _timer = clock.at(clock.now() + limitMs, () => limit.abort(late()));
  const either = AbortSignal.any([signal, limit.signal]);
  return await unlessAborted(either, work(either));
}
