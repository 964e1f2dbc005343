/**
 * Where an entry of a tarball may be written: the one place that stands between a crafted name and the
 * rest of the disk. An entry that no part of the archive takes is ignored, whatever it is called; one
 * that is taken must be an ordinary file with an ordinary name.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { ModelArchive } from './model-archive.ts';

/** Path inside the model's folder, with forward slashes; undefined for what is not kept. */
export function keptPath(archive: ModelArchive, entryName: string, entryType: string): string | undefined {
  const part = archive.include.find(({ from }) =>
    from.endsWith('/') ? entryName.startsWith(from) : entryName === from,
  );
  if (part === undefined || entryType === 'directory') return undefined;
  if (entryType !== 'file' && entryType !== 'contiguous-file') {
    throw refused(archive, entryName, `is a ${entryType}, not a file`);
  }
  const path = part.from.endsWith('/') ? part.to + entryName.slice(part.from.length) : part.to;
  const isOrdinary = path
    .split('/')
    .every((name) => /^[^\\:*?"<>|\p{Cc}]+$/u.test(name) && !/^\.+$/.test(name));
  if (!isOrdinary) throw refused(archive, entryName, 'has a name that leads elsewhere');
  return path;
}

function refused(archive: ModelArchive, entryName: string, why: string): AntiphonError {
  return new AntiphonError('MODEL_CORRUPT', `${JSON.stringify(entryName)} in ${archive.name} ${why}.`, {
    cure: 'The archive was not made as its declaration says: please report it, and do not use it.',
    data: { archive: archive.name, entryName },
  });
}
