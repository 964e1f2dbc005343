/**
 * Plants one bug in a copy of the code and runs the simulator against the copy, in a process of its own.
 *
 * The copy is made once, and mended behind each bug: what has not changed need not be compiled again. So one bug at a
 * time is planted in one copy.
 */
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

/** A copy of the code, in a folder that goes when it is disposed of. */
export class PlantedCopy implements Disposable {
  readonly #folder = copyCode();

  /** @param mutant undefined runs the code as it is. @throws where the text to replace does not stand there exactly once. */
  async run(mutant: Mutant | undefined, options: PlantOptions): Promise<PlantedRun> {
    if (mutant === undefined) return runSimulator(this.#folder, options, undefined);
    const path = join(this.#folder, 'src', mutant.file);
    const sound = readFileSync(path, 'utf8');
    try {
      writeFileSync(path, planted(sound, mutant));
      return await runSimulator(this.#folder, options, mutant.caughtBy);
    } finally {
      writeFileSync(path, sound);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}

function copyCode(): string {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-planted-'));
  const isTest = (path: string): boolean => path.endsWith('.test.ts');
  const copy = (from: string, to: string): void =>
    cpSync(from, to, { recursive: true, filter: (path) => !isTest(path) });
  copy(join(root, 'sim'), join(folder, 'sim'));
  mkdirSync(join(folder, 'src'));
  for (const room of rooms) copy(join(root, 'src', room), join(folder, 'src', room));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return folder;
}

function planted(source: string, { name, file, find, replace }: Mutant): string {
  const parts = source.split(find);
  if (parts.length === 2) return parts.join(replace);
  throw new Error(`${name}: the text to replace stands ${parts.length - 1} times in ${file}`);
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
    {
      timeout: 60_000,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    },
    (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code ?? -1);
      const result = stdout === '' ? {} : (JSON.parse(stdout) as Partial<PlantedRun>);
      resolve({ exitCode, calls: result.calls ?? 0, counts: result.counts ?? {}, trouble: stderr });
    },
  );
  return promise;
}
