/**
 * Failures of a server in the words of the house. No `cause` goes along: what the SDK throws may quote an answer,
 * and an answer may quote a key.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { oneLine } from '../shared/text.ts';

/**
 * How far a request got. `unsent`: the server never saw it, and it may be sent again. `declined`: it says what is
 * wrong with the arguments. `unreadable` and `lost`: it may have done what was asked.
 */
export type FailureKind = 'unsent' | 'session-over' | 'declined' | 'refused' | 'unreadable' | 'lost';

const connectionClosed = -32_000;
const invalidParams = -32_602;
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);
const messageCharactersMax = 300;

export function failureKind(thrown: unknown): FailureKind {
  if (!(thrown instanceof Error)) return 'lost';
  const code = (thrown as { code?: unknown }).code;
  if (thrown.name === 'McpError') {
    if (code === connectionClosed) return 'lost';
    return code === invalidParams ? 'declined' : 'refused';
  }
  if (isHttpError(thrown)) {
    if (code === 404) return 'session-over';
    // A gateway that gave up, or a server that broke off: what is behind it may have acted.
    return typeof code === 'number' && (code < 0 || (code >= 500 && code !== 503)) ? 'unreadable' : 'refused';
  }
  if (AntiphonError.is(thrown) || isSchemaError(thrown) || thrown instanceof SyntaxError) return 'unreadable';
  if (thrown.message === 'Not connected') return 'unsent';
  return unsentCodes.has(causeCode(thrown)) ? 'unsent' : 'lost';
}

/** @param server its name, for people. */
export function connectFailure(
  thrown: unknown,
  server: string,
  hide: (text: string) => string,
): AntiphonError {
  const reason = hide(reasonOf(thrown));
  return new AntiphonError('TOOL_FAILED', `MCP server ${server}: cannot connect: ${reason}`, {
    cure: 'Start the server by hand with the same command or address, and see that it speaks MCP.',
  });
}

/** @param acts the tool changes something: where no answer could be read, nobody knows whether it did. */
export function callFailure(
  thrown: unknown,
  server: string,
  hide: (text: string) => string,
  acts: boolean,
): AntiphonError {
  const kind = failureKind(thrown);
  const reason = hide(reasonOf(thrown));
  // These words reach the model, which can then correct its arguments.
  if (kind === 'declined') return new AntiphonError('TOOL_DECLINED', reason);
  const where = `MCP server ${server}`;
  if (!acts || (kind !== 'lost' && kind !== 'unreadable')) {
    return new AntiphonError('TOOL_FAILED', `${where}: ${reason}`);
  }
  return new AntiphonError('TOOL_OUTCOME_UNKNOWN', `${where}: ${reason}: it may have happened, or may not`);
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'it failed';
  const { code } = thrown as { code?: unknown };
  if (AntiphonError.is(thrown)) return thrown.message;
  if (isHttpError(thrown) && typeof code === 'number' && code > 0) return `it answered ${code}`;
  if (isHttpError(thrown) || isSchemaError(thrown) || thrown instanceof SyntaxError) {
    return 'its answer is not the protocol';
  }
  if (thrown.name === 'McpError' && code !== connectionClosed)
    return oneLine(thrown.message, messageCharactersMax);
  const known = causeCode(thrown);
  return known === '' ? 'the connection was lost' : `the connection failed (${known})`;
}

const isHttpError = (error: Error): boolean => error.message.startsWith('Streamable HTTP error');

const isSchemaError = ({ name }: Error): boolean => name === 'ZodError' || name === '$ZodError';

/** `ECONNREFUSED`: a code of the system's and never more of the message. */
function causeCode(thrown: Error): string {
  const code = (thrown as { code?: unknown }).code ?? (thrown.cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : '';
}
