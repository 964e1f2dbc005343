import type { Clock } from '../clock/clock.ts';

/** Resolves after `ms` of the clock's time, or at once with `false` when `signal` aborts. Leaves no timer behind. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const timer = clock.at(clock.now() + ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve(true);
    });
    const onAbort = (): void => {
      timer[Symbol.dispose]();
      resolve(false);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
