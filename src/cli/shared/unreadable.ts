import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read by you',
};

/** A file that cannot be read, in words for people. */
export function unreadable(path: string, thrown: unknown): AntiphonError {
  if (AntiphonError.is(thrown)) return thrown;
  const reason = reasons[(thrown as { code?: string }).code ?? ''] ?? describeThrown(thrown);
  return new AntiphonError('FILE_UNREADABLE', `cannot read ${path}: ${reason}`, { cause: thrown });
}
