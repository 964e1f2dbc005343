/**
 * Debian packages that a stage or a script needs: installed where that is allowed, otherwise named.
 *
 * As root on a machine with apt they are installed without a question, since the test command must
 * do all its own set-up. Anywhere else the error is the one line that a person has to type.
 */
import { spawnSync } from 'node:child_process';

export interface System {
  /** Runs a command to its end. @returns its status, and what it printed. */
  run: (command: string, parameters: readonly string[]) => { status: number; output: string };
  root: boolean;
}

const timeLimitMs = 10 * 60_000;

const thisSystem: System = {
  run: (command, parameters) => {
    const { status, stdout, stderr, error } = spawnSync(command, parameters, {
      encoding: 'utf8',
      timeout: timeLimitMs,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    return { status: status ?? 127, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` };
  },
  root: process.getuid?.() === 0,
};

/** @throws Error with the one line that cures it, where a package is missing and cannot be installed from here. */
export function requireSystemPackages(names: readonly string[], system: System = thisSystem): void {
  let missing = names.filter((name) => !isInstalled(name, system));
  if (missing.length === 0) return;
  let output = '';
  if (system.root && system.run('apt-get', ['--version']).status === 0) {
    output = install(missing, system);
    missing = missing.filter((name) => !isInstalled(name, system));
    if (missing.length === 0) return;
  }
  const sudo = system.root ? '' : 'sudo ';
  throw new Error(
    `Missing system packages: ${missing.join(' ')}. ` +
      `Run: ${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${missing.join(' ')}` +
      (output === '' ? '' : `\n${output.trim()}`),
  );
}

function isInstalled(name: string, { run }: System): boolean {
  const { status, output } = run('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name]);
  return status === 0 && output.startsWith('installed');
}

/** @returns what apt said where it failed; nothing where it did not. */
function install(names: readonly string[], { run }: System): string {
  console.log(`Installing system packages: ${names.join(' ')}`);
  const parameters = ['install', '-y', '--no-install-recommends', ...names];
  if (run('apt-get', parameters).status === 0) return '';
  // The lists may be empty or old: the usual state of a fresh container.
  run('apt-get', ['update']);
  const second = run('apt-get', parameters);
  return second.status === 0 ? '' : second.output;
}
