/** Habits that no other tool holds: nothing skipped, nothing that only one machine has, one way to test. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What git knows or would take: the repository as a stranger gets it. */
const files = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .stdout.split('\n')
  .filter((path) => /\.(ts|js|json|md|tsv|html|yml|sh)$/.test(path) && existsSync(join(root, path)));

/** @returns `path:line: text` of every line that matches, in the files chosen. */
function find(pattern: RegExp, chosen: (path: string) => boolean = () => true): string[] {
  return files
    .filter((path) => chosen(path) && path !== 'test/tidy.test.ts' && path !== 'package-lock.json')
    .flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
    );
}

const isTest = (path: string): boolean => path.endsWith('.test.ts') && path !== 'test/lint.test.ts';

test('git tells which files there are', () => {
  assert.ok(files.includes('package.json') && files.includes('src/errors/antiphon-error.ts'));
});

describe('no file', () => {
  test.each([
    ['names a path of one machine', /(?<![\w.:/-])\/(work|root)\/\w/],
    ['keeps a conflict', /^(<<<<<<<|>>>>>>>) /],
    ['waits for somebody', /\b(TODO|FIXME|XXX|HACK)\b/],
  ])('%s', (_, pattern) => {
    assert.deepEqual(find(pattern), []);
  });
});

describe('no test', () => {
  test.each([
    ['is skipped', /\b(test|it|describe)\.(skip|skipIf|runIf|todo|only|fails)\b|\bcontext\.skip\(|\bxit\(/],
    ['reads what lies beside the repository', /\.\.\/shared\/(data|design|research|hooks)/],
    ['is tried again until it passes', /(\b(test|it|describe)\b.*\(.*|^\s*\{\s*)\bretry:\s*[1-9]/],
  ])('%s', (_, pattern) => {
    assert.deepEqual(find(pattern, isTest), []);
  });
});

test('the package lock names no registry but the public one', () => {
  const hosts = [...read('package-lock.json').matchAll(/"resolved": "https?:\/\/([^/]+)/g)].map(
    ([, host]) => host,
  );
  assert.deepEqual(
    hosts.filter((host) => host !== 'registry.npmjs.org'),
    [],
  );
});

test('CI types what the README says', () => {
  assert.match(read('.ci/run'), /^npm ci && npm test$/m);
  // Beside the script there is nothing that CI could do differently from a person.
  assert.equal(read('.ci/run').trim().split('\n').at(-1), 'npm ci && npm test');
});
