/** Says in words of the house what SQLite failed at. Its own codes: https://www.sqlite.org/rescode.html */
import { AntiphonError, describeThrown, type ErrorCode } from '../../errors/antiphon-error.ts';

const busy = 5;
const locked = 6;
const corrupt = 11;
const full = 13;
const notADatabase = 26;

const codes: Readonly<Record<number, ErrorCode>> = {
  [busy]: 'STORE_BUSY',
  [locked]: 'STORE_BUSY',
  [corrupt]: 'STORE_CORRUPT',
  [full]: 'STORE_FULL',
  [notADatabase]: 'STORE_CORRUPT',
};

/** An `AntiphonError` passes through: it is an answer, not trouble. */
export function fromEngine(thrown: unknown, doing: string): AntiphonError {
  if (AntiphonError.is(thrown)) return thrown;
  // The low byte is the kind, the rest says more exactly where.
  const kind = engineCode(thrown) & 0xff;
  return new AntiphonError(codes[kind] ?? 'STORE_FAILED', `${doing}: ${describeThrown(thrown)}`, {
    cause: thrown,
  });
}

function engineCode(thrown: unknown): number {
  const code = typeof thrown === 'object' && thrown !== null && 'errcode' in thrown ? thrown.errcode : 0;
  return typeof code === 'number' ? code : 0;
}
