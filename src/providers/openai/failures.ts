/**
 * What went wrong, as an `AntiphonError` that may be logged anywhere.
 *
 * Nothing of the request and no prose of the provider's is repeated: keys are echoed in refusals, and what
 * the caller said in complaints about the prompt. A status, a short code and our own words remain.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { codeOfStatus } from '../shared/chat/status.ts';

export interface Refusal {
  status: number;
  /** The provider's own short code, or empty. */
  code: string;
  retryAfterMs: number | undefined;
  host: string;
  model: string;
}

export function failureOfStatus(refusal: Refusal): AntiphonError {
  const { status, code, retryAfterMs, host } = refusal;
  const kind = codeOfStatus(status, code);
  const named = code === '' ? '' : ` (${code})`;
  const cure = cureOf(refusal);
  return new AntiphonError(kind, `${host} answered ${status}${named}`, {
    data: { status, host, ...(code !== '' && { code }), ...(retryAfterMs !== undefined && { retryAfterMs }) },
    ...(cure !== undefined && { cure }),
  });
}

export function failureInStream({
  code,
  status,
}: {
  code: string;
  status: number | undefined;
}): AntiphonError {
  const named = code === '' ? '' : ` (${code})`;
  const data = { ...(code !== '' && { code }), ...(status !== undefined && { status }) };
  return new AntiphonError(codeOfStatus(status ?? 500, code), `the provider failed in its answer${named}`, {
    data,
  });
}

/** The connection could not be made, or was lost before the answer began or in the midst of it. */
export function failureOfConnection(thrown: unknown, host: string, reused: boolean): AntiphonError {
  if (AntiphonError.is(thrown)) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const named = code === '' ? '' : ` (${code})`;
  return new AntiphonError('LLM_FAILED', `the connection to ${host} failed${named}`, {
    cause: thrown,
    data: { host, ...(code !== '' && { code }), ...(reused && { reusedConnection: true }) },
    ...(code === 'ECONNREFUSED' && { cure: 'Start the server, or correct `baseUrl`.' }),
  });
}

function cureOf({ status, model, code }: Refusal): string | undefined {
  if (code === 'insufficient_quota') return 'The account has no credit left: add some.';
  if (status === 401 || status === 403)
    return 'Check `apiKey`: the provider does not accept it for this model.';
  if (status === 404)
    return `Check \`baseUrl\` (it usually ends in /v1) and that there is a model "${model}".`;
  if (status >= 300 && status < 400)
    return 'Write the address to which `baseUrl` redirects: a key is not sent on.';
  return undefined;
}
