/**
 * Whether a request that failed before its first token is made again, and when.
 *
 * Only within the time that the first clause has, anyway: a caller waits, and a model that will answer
 * too late is better given up now, so that another can be asked.
 */
import type { AntiphonError } from '../../errors/antiphon-error.ts';

export interface RetryPolicy {
  /** Requests after the first one. */
  retriesMax: number;
  /** Before the first retry, at the most; it doubles with each. */
  backoffMs: number;
  /** 0 to 1. */
  random: () => number;
}

/** @param left milliseconds until the first clause is due. @returns how long to wait, or undefined: give up. */
export function retryDelayMs(
  error: AntiphonError,
  retries: number,
  left: number,
  policy: RetryPolicy,
): number | undefined {
  if (!error.retryable || error.code === 'LLM_TIMEOUT' || retries >= policy.retriesMax) return undefined;
  const delay = wantedMs(error, retries, policy);
  return delay < left ? delay : undefined;
}

function wantedMs({ data }: AntiphonError, retries: number, { backoffMs, random }: RetryPolicy): number {
  // The server tired of an idle connection just as we used it: nothing is wrong with the server.
  if (data['reusedConnection'] === true) return 0;
  const most = backoffMs * 2 ** retries;
  // Half of it by chance, so that callers who failed together do not come back together.
  const backoff = most / 2 + (most / 2) * random();
  const asked = data['retryAfterMs'];
  return typeof asked === 'number' ? Math.max(asked, backoff) : backoff;
}

/** Reads how long a provider asks us to wait: `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function readRetryAfterMs(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  wallTimeMs: number,
): number | undefined {
  const exact = numberOf(headers['retry-after-ms']);
  if (exact !== undefined) return exact;
  const seconds = numberOf(headers['retry-after']);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(String(headers['retry-after']));
  return Number.isNaN(date) ? undefined : Math.max(0, date - wallTimeMs);
}

function numberOf(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined;
}
