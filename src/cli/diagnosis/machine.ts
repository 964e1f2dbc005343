/** The machine under the server: Node, the platform, the cache folder and the port. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { isOurs } from '../talking/house-to-call.ts';
import { defaultPort, isTaken } from '../serving/port.ts';
import { megabytes } from '../shared/model-progress.ts';
import type { Finding } from './finding.ts';

const oldestNode = [22, 18] as const;

export function lookAtNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]);
  const finding: Finding = { name: 'Node', state: isOld ? 'failed' : 'ok', detail: process.version };
  return isOld ? { ...finding, cure: `Install Node ${oldestNode.join('.')} or newer.` } : finding;
}

export function lookAtMachine(): Finding {
  const memory = `${gigabytes(freemem())} of ${gigabytes(totalmem())} memory are free`;
  const detail = `${process.platform}-${process.arch}, ${availableParallelism()} cores, ${memory}`;
  return { name: 'machine', state: 'ok', detail };
}

/** @param neededBytes for models that are still to be fetched; 0 where the folder need not be written to. */
export function lookAtCache(folder: string, neededBytes: number): Finding {
  const name = 'cache folder';
  const standing = nearestStanding(folder);
  const cure = 'Point ANTIPHON_CACHE at a folder that you may write, on a disk with room.';
  try {
    accessSync(standing, constants.W_OK | constants.X_OK);
  } catch {
    const detail = `${folder} cannot be written`;
    if (neededBytes === 0)
      return { name, state: 'warning', detail: `${detail}; nothing is to be fetched`, cure };
    return { name, state: 'failed', detail, cure };
  }
  const { bavail, bsize } = statfsSync(standing);
  const freeBytes = bavail * bsize;
  const detail = `${folder}, ${gigabytes(freeBytes)} free`;
  if (freeBytes < neededBytes) {
    return { name, state: 'failed', detail: `${detail}, ${megabytes(neededBytes)} are needed`, cure };
  }
  return { name, state: 'ok', detail };
}

export async function lookAtPort(): Promise<Finding> {
  const name = `port ${defaultPort}`;
  const hostname = '127.0.0.1';
  if (!(await isTaken(defaultPort, hostname))) return { name, state: 'ok', detail: 'free' };
  if (await isOurs(`http://${hostname}:${defaultPort}/health`)) {
    return { name, state: 'ok', detail: 'a server of ours listens there' };
  }
  return {
    name,
    state: 'warning',
    detail: 'taken by another program: `antiphon serve` takes the next free one',
    cure: 'Choose one with --port.',
  };
}

/** The folder itself, or the nearest one above it that is there. */
function nearestStanding(folder: string): string {
  let standing = folder;
  while (!existsSync(standing) && dirname(standing) !== standing) standing = dirname(standing);
  return standing;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
