import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './disk.ts';

/**
 * Makes a folder and those above it, one after another. Node's own way tries for ever where a file system
 * takes no folders and says that the parent is missing (as /proc does).
 * @throws whatever the file system says of the first that cannot be made.
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  for (let at = path; !(await exists(at)); at = dirname(at)) missing.push(at);
  for (const folder of missing.toReversed()) {
    await mkdir(folder).catch((thrown: unknown) => {
      // Somebody else was quicker.
      if (errorCode(thrown) !== 'EEXIST') throw thrown;
    });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT' && dirname(path) !== path) return false;
    throw thrown;
  }
}
