/** What an HTTP status of a language model's provider means for the call. */
import type { ErrorCode } from '../../../errors/antiphon-error.ts';

/** Statuses that mean "later", besides 5xx. */
const later = new Set([408, 409, 425]);

/** @param code the provider's own short code, or empty. */
export function codeOfStatus(status: number, code: string): ErrorCode {
  // An account without credit answers 429 as well: waiting does not help it.
  if (code === 'insufficient_quota') return 'LLM_REJECTED';
  if (status === 429 || status === 503 || status === 529) return 'LLM_OVERLOADED';
  if (status >= 500 || later.has(status)) return 'LLM_FAILED';
  return 'LLM_REJECTED';
}
