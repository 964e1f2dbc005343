/** A result as it is kept in `bench/results/<name>.json`: figures never without machine and command. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from './benchmark.ts';
import type { Machine } from './machine.ts';

export interface SavedResult {
  benchmark: string;
  question: string;
  command: string;
  machine: Machine;
  figures: Figures;
}

/** @returns the file that was written. */
export function saveResult(folder: string, result: SavedResult): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${result.benchmark}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}

/** All results of a folder by benchmark; local ones (`*.local.json`) are nobody else's business. */
export function readResults(folder: string): Map<string, SavedResult> {
  const results = new Map<string, SavedResult>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json') || name.endsWith('.local.json')) continue;
    const result = JSON.parse(readFileSync(join(folder, name), 'utf8')) as SavedResult;
    results.set(result.benchmark, result);
  }
  return results;
}

/** One line: what was measured where. */
export function describeOrigin({ command, machine }: Pick<SavedResult, 'command' | 'machine'>): string {
  const { cpu, cores, memoryGiB, platform, node, date, commit } = machine;
  return `${command}: ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${platform}, Node ${node}, ${date}, commit ${commit}`;
}
