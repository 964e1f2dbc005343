/**
 * What an error thrown by a tool means, for what may be done next.
 *
 *   declined   the tool works and says no: told as it is, not tried again
 *   unknown    nobody can say whether it happened: a time-out or a connection that broke half-way
 *   broken     it failed, and has said so
 *
 * Only the words of `declined` were written for a model's eyes. Any other message may carry an address, a
 * query or a key: it stays behind, as the cause of an error for people.
 */
import { AntiphonError } from '../errors/antiphon-error.ts';

export type Failure = { kind: 'declined'; message: string } | { kind: 'unknown' } | { kind: 'broken' };

/** Broken off in the midst: the request may have arrived. A refused connection or an unknown name is not among them. */
const brokenOff = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_ABORTED',
]);
const aborted = new Set(['AbortError', 'TimeoutError']);
const causesMax = 5;

export function judgeFailure(thrown: unknown): Failure {
  try {
    return judge(thrown);
  } catch {
    // Anything can be thrown: also what throws when it is looked at.
    return { kind: 'broken' };
  }
}

function judge(thrown: unknown): Failure {
  if (AntiphonError.is(thrown)) {
    if (thrown.code === 'TOOL_DECLINED') return { kind: 'declined', message: thrown.message };
    if (thrown.code === 'TOOL_OUTCOME_UNKNOWN' || thrown.code === 'TOOL_TIMEOUT') return { kind: 'unknown' };
  }
  let error = thrown;
  for (let depth = 0; depth < causesMax && typeof error === 'object' && error !== null; depth++) {
    const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: unknown };
    if (aborted.has(name as string) || brokenOff.has(code as string)) return { kind: 'unknown' };
    error = cause;
  }
  return { kind: 'broken' };
}
