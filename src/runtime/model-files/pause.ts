/** A pause on the clock of the house, which an abort ends early. */
import type { Clock } from '../../clock/clock.ts';

/** Resolves after `durationMs`; rejects with the signal's reason as soon as it is aborted. */
export async function pause(clock: Clock, durationMs: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = (): void => reject(signal?.reason as Error);
  signal?.addEventListener('abort', onAbort, { once: true });
  using _timer = clock.at(clock.now() + durationMs, resolve);
  try {
    await promise;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
