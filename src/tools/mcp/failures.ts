/**
 * Failures of a server in the words of the house. No `cause` goes along: what the SDK throws may quote an answer,
 * and an answer may quote a key.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { oneLine } from '../shared/text.ts';

/** How far a request got. `unsent`: the server never saw it, and it may be sent again. */
export type FailureKind = 'unsent' | 'lost' | 'session-over' | 'refused';

const connectionClosed = -32_000;
const unsentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const messageCharactersMax = 300;

export function failureKind(thrown: unknown): FailureKind {
  if (!(thrown instanceof Error)) return 'lost';
  const code = (thrown as { code?: unknown }).code;
  if (thrown.name === 'McpError') return code === connectionClosed ? 'lost' : 'refused';
  if (thrown.message.startsWith('Streamable HTTP error')) return code === 404 ? 'session-over' : 'refused';
  if (thrown.name === 'ZodError' || thrown.name === '$ZodError') return 'refused';
  if (thrown.message === 'Not connected') return 'unsent';
  return unsentCodes.has(causeCode(thrown)) ? 'unsent' : 'lost';
}

/** @param server its name, for people. */
export function connectFailure(
  thrown: unknown,
  server: string,
  hide: (text: string) => string,
): AntiphonError {
  if (AntiphonError.is(thrown)) return thrown;
  return new AntiphonError('TOOL_FAILED', `MCP server ${server}: cannot connect: ${hide(reasonOf(thrown))}`, {
    cure: 'Start the server by hand with the same command or address, and see that it speaks MCP.',
  });
}

/** @param acts the tool changes something: a lost answer does not say that nothing happened. */
export function callFailure(
  thrown: unknown,
  server: string,
  hide: (text: string) => string,
  acts: boolean,
): AntiphonError {
  if (AntiphonError.is(thrown)) return thrown;
  const where = `MCP server ${server}`;
  if (failureKind(thrown) !== 'lost')
    return new AntiphonError('TOOL_FAILED', `${where}: ${hide(reasonOf(thrown))}`);
  return new AntiphonError(
    'TOOL_FAILED',
    `${where} was lost while it worked${acts ? ': it may have happened, or may not' : ''}`,
    { data: { outcome: acts ? 'unknown' : 'failed' } },
  );
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'it failed';
  const { code } = thrown as { code?: unknown };
  if (thrown.message.startsWith('Streamable HTTP error')) {
    return typeof code === 'number' && code > 0 ? `it answered ${code}` : 'its answer is not the protocol';
  }
  if (thrown.name === 'ZodError' || thrown.name === '$ZodError') return 'its answer is not the protocol';
  if (thrown.name === 'McpError') return oneLine(thrown.message, messageCharactersMax);
  const known = causeCode(thrown);
  return known === '' ? 'the connection failed' : `the connection failed (${known})`;
}

/** `ECONNREFUSED`: a code of the system's and never more of the message. */
function causeCode(thrown: Error): string {
  const code = (thrown as { code?: unknown }).code ?? (thrown.cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : '';
}
