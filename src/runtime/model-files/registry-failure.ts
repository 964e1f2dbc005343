/**
 * What a failed request means to the person who waits for the model: one sentence, and what to do.
 *
 * Messages are our own, made from codes: those of the network libraries quote addresses, and an address
 * may carry a password.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { errorCode } from './disk.ts';
import type { ModelArchive } from './model-archive.ts';

export interface FetchFailureFacts {
  /** Asking again cannot help: a person has to change something first. */
  permanent: boolean;
  cure?: string | undefined;
  cause?: unknown;
  registryHost?: string | undefined;
  code?: string | undefined;
}

export function fetchFailed(archive: ModelArchive, reason: string, facts: FetchFailureFacts): AntiphonError {
  const what = `${archive.packageName}@${archive.version}`;
  const from = facts.registryHost === undefined ? '' : ` from ${facts.registryHost}`;
  return new AntiphonError('MODEL_FETCH_FAILED', `Could not fetch ${what}${from}: ${reason}.`, {
    ...(facts.cure === undefined ? {} : { cure: facts.cure }),
    data: {
      package: what,
      registryHost: facts.registryHost,
      code: facts.code,
      permanent: facts.permanent,
    },
    cause: facts.cause,
  });
}

export function isPermanent(error: AntiphonError): boolean {
  return error.data['permanent'] === true;
}

const again = 'run `antiphon models pull` again: it goes on where it stopped.';

/** Turns whatever the registry library or its socket threw into MODEL_FETCH_FAILED; our own errors pass through. */
export function registryFailure(
  archive: ModelArchive,
  registry: string | undefined,
  thrown: unknown,
): AntiphonError {
  if (AntiphonError.is(thrown)) return thrown;
  const code = errorCode(thrown);
  if (code === 'ERR_INVALID_URL') {
    return new AntiphonError('CONFIG_INVALID', "npm's setting `registry` or `proxy` is not a URL.", {
      cure: 'See `npm config list`, and correct it with `npm config set`.',
    });
  }
  const registryHost = registry === undefined ? undefined : URL.parse(registry)?.host;
  const facts = { registryHost, code, cause: thrown };
  const status = (thrown as { statusCode?: number } | null)?.statusCode;
  if (status !== undefined) return refusal(archive, status, facts);
  if (code !== undefined && /^(ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED)$/.test(code)) {
    const cure = `Connect this machine to the network, or set npm's registry and proxy; then ${again}`;
    return fetchFailed(archive, `it cannot be reached (${code})`, { ...facts, permanent: false, cure });
  }
  if (code !== undefined && /CERT|SSL|TLS|ISSUER|SIGNATURE/.test(code)) {
    const cure = `Name your network's certificate in npm's setting \`cafile\`, then ${again}`;
    return fetchFailed(archive, `its certificate is not trusted (${code})`, {
      ...facts,
      permanent: true,
      cure,
    });
  }
  return fetchFailed(archive, `the connection broke (${code ?? 'no code'})`, { ...facts, permanent: false });
}

function refusal(
  archive: ModelArchive,
  status: number,
  facts: Omit<FetchFailureFacts, 'permanent'>,
): AntiphonError {
  if (status === 401 || status === 403) {
    const cure = "Log in to that registry, or correct npm's credentials for it.";
    return fetchFailed(archive, `the registry wants other credentials (${status})`, {
      ...facts,
      permanent: true,
      cure,
    });
  }
  if (status === 404) {
    const cure = 'Use a registry that has this package: see `npm config get registry`.';
    return fetchFailed(archive, 'the registry does not have it (404)', { ...facts, permanent: true, cure });
  }
  const passing = status === 408 || status === 416 || status === 420 || status === 429 || status >= 500;
  return fetchFailed(archive, `the registry answered ${status}`, { ...facts, permanent: !passing });
}
