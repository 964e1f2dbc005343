import assert from 'node:assert/strict';
import { afterEach, beforeEach, test, vi } from 'vitest';
import { requireSystemPackages, type System } from './system-packages.ts';

/** A machine with some packages, whose apt knows others once its lists are fresh. */
function machine(options: { installed: string[]; offered: string[]; root: boolean; freshLists?: boolean }) {
  const installed = new Set(options.installed);
  const ran: string[] = [];
  let fresh = options.freshLists ?? true;
  const run: System['run'] = (command, parameters) => {
    const [verb] = parameters;
    if (command === 'dpkg-query') {
      return installed.has(parameters.at(-1)!)
        ? { status: 0, output: 'installed' }
        : { status: 1, output: 'no' };
    }
    if (verb === '--version') return { status: 0, output: 'apt' };
    ran.push(`${command} ${verb}`);
    if (verb === 'update') fresh = true;
    if (verb !== 'install') return { status: 0, output: '' };
    const wanted = parameters.filter((one) => !one.startsWith('-')).slice(1);
    if (!fresh || !wanted.every((name) => options.offered.includes(name))) {
      return { status: 100, output: 'E: Unable to locate package' };
    }
    for (const name of wanted) installed.add(name);
    return { status: 0, output: '' };
  };
  return { run, root: options.root, ran };
}

beforeEach(() => {
  vi.spyOn(console, 'log').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('packages that are there cost nothing', () => {
  const system = machine({ installed: ['ffmpeg'], offered: [], root: true });
  requireSystemPackages(['ffmpeg'], system);
  assert.deepEqual(system.ran, []);
});

test('root installs what is missing', () => {
  const system = machine({ installed: [], offered: ['ffmpeg'], root: true });
  requireSystemPackages(['ffmpeg'], system);
  assert.deepEqual(system.ran, ['apt-get install']);
});

test('a fresh container, whose lists are empty, is brought up to date once', () => {
  const system = machine({ installed: [], offered: ['ffmpeg'], root: true, freshLists: false });
  requireSystemPackages(['ffmpeg'], system);
  assert.deepEqual(system.ran, ['apt-get install', 'apt-get update', 'apt-get install']);
});

test('anyone else is told the one line to type', () => {
  const system = machine({ installed: ['a'], offered: ['b', 'c'], root: false });
  assert.throws(
    () => requireSystemPackages(['a', 'b', 'c'], system),
    /Missing system packages: b c\. Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends b c$/,
  );
  assert.deepEqual(system.ran, []);
});

test('a package that apt does not know is an error with what apt said', () => {
  const system = machine({ installed: [], offered: [], root: true });
  assert.throws(
    () => requireSystemPackages(['x'], system),
    /Missing system packages: x.*\nE: Unable to locate/s,
  );
});
