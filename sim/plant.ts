/** Plants one bug in a copy of the code and runs the simulator against the copy, in a process of its own. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutants/mutant.ts';

const root = join(import.meta.dirname, '..');
/** Rooms that the simulator reaches; none of them needs a package. */
const rooms = [
  'audio',
  'agent',
  'call',
  'clock',
  'consent',
  'contracts',
  'conversation',
  'errors',
  'routing',
  'session',
  'turn',
];

export interface PlantedRun {
  exitCode: number;
  calls: number;
  /** How often each invariant was broken. */
  counts: Record<string, number>;
  /** Whatever the process said beside its result. */
  trouble: string;
}

export interface PlantOptions {
  /** At most. */
  calls: number;
  seed: number;
}

/** @param mutant undefined runs the code as it is. @throws where the text to replace does not stand there exactly once. */
export async function runPlanted(mutant: Mutant | undefined, options: PlantOptions): Promise<PlantedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-planted-'));
  try {
    copyCode(folder);
    if (mutant !== undefined) plant(join(folder, 'src', mutant.file), mutant);
    return await runSimulator(folder, options, mutant?.caughtBy);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function copyCode(folder: string): void {
  const isTest = (path: string): boolean => path.endsWith('.test.ts');
  const copy = (from: string, to: string): void =>
    cpSync(from, to, { recursive: true, filter: (path) => !isTest(path) });
  copy(join(root, 'sim'), join(folder, 'sim'));
  mkdirSync(join(folder, 'src'));
  for (const room of rooms) copy(join(root, 'src', room), join(folder, 'src', room));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
}

function plant(path: string, { name, find, replace }: Mutant): void {
  const source = readFileSync(path, 'utf8');
  const parts = source.split(find);
  if (parts.length !== 2) {
    throw new Error(`${name}: the text to replace stands ${parts.length - 1} times in ${path}`);
  }
  writeFileSync(path, parts.join(replace));
}

/** Goes on until the invariant is broken that must be, whatever else is. */
function runSimulator(
  folder: string,
  { calls, seed }: PlantOptions,
  until: string | undefined,
): Promise<PlantedRun> {
  const options = ['--json', '--calls', calls, '--seed', seed, '--failures', calls].map(String);
  if (until !== undefined) options.push('--until', until);
  const { promise, resolve } = Promise.withResolvers<PlantedRun>();
  execFile(
    process.execPath,
    [join(folder, 'sim/main.ts'), ...options],
    { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
    (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code ?? -1);
      const result = stdout === '' ? {} : (JSON.parse(stdout) as Partial<PlantedRun>);
      resolve({ exitCode, calls: result.calls ?? 0, counts: result.counts ?? {}, trouble: stderr });
    },
  );
  return promise;
}
