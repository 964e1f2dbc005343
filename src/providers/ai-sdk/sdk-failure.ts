/**
 * A failure of the AI SDK as an `AntiphonError` that may be logged anywhere. The SDK's own errors carry the
 * whole request, the caller's words included, and the provider's answer: of them only a status and the kind
 * of error are kept.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { codeOfStatus } from '../shared/chat/status.ts';

export function failureOfSdk(thrown: unknown): AntiphonError {
  if (AntiphonError.is(thrown)) return thrown;
  const fields = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const status =
    'statusCode' in fields && typeof fields.statusCode === 'number' ? fields.statusCode : undefined;
  const kind = thrown instanceof Error && /^[A-Za-z_]{1,48}$/.test(thrown.name) ? thrown.name : 'unknown';
  const told = status === undefined ? kind : `status ${status}`;
  return new AntiphonError(
    status === undefined ? 'LLM_FAILED' : codeOfStatus(status, ''),
    `the AI SDK model failed (${told})`,
    {
      data: { kind, ...(status !== undefined && { status }) },
    },
  );
}
