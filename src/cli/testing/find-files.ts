/** The files that were asked for: as they are named, or of a folder all that end like scenarios, in order. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../shared/exit-status.ts';
import { unreadable } from '../shared/unreadable.ts';

const ending = /\.scenarios?\.ya?ml$/;

/** @throws AntiphonError FILE_UNREADABLE, UsageError where a folder has none. */
export function findFiles(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap((path) => (isFolder(path) ? filesIn(path) : [path])))];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

function filesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file) && !file.includes('node_modules'))
    .toSorted();
  if (files.length > 0) return files.map((file) => join(folder, file));
  throw new UsageError(`no scenarios in ${folder}`, 'Name files, or let them end in .scenarios.yaml.');
}
