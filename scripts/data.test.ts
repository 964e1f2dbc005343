import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, test } from 'vitest';
import { asteriskFolder } from '../bench/shared/asterisk-sounds.ts';

const program = fileURLToPath(new URL('data.ts', import.meta.url));
let folder: string;
let cache: string;
let tools: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-data-'));
  cache = join(folder, 'cache');
  tools = join(folder, 'tools');
  mkdirSync(tools);
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A program of that name, found before any real one: there are no others on the path. */
function putTool(name: string, script: string): void {
  writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(tools, name), 0o755);
}

function runData(): { status: number | null; stdout: string; stderr: string } {
  const env = { PATH: tools, ANTIPHON_CACHE: cache, HOME: folder };
  return spawnSync(process.execPath, [program], { env, encoding: 'utf8' });
}

test('where there is no apt-get, the error says what to do instead', () => {
  const { status, stderr } = runData();
  assert.equal(status, 1);
  assert.match(stderr, /^error: apt-get is not on this machine: asterisk-core-sounds-en-g722 and /);
  assert.match(stderr, /Run this on Debian or Ubuntu/);
});

test('offline, the error repeats what apt-get said and leaves nothing behind', () => {
  putTool('dpkg-deb', 'exit 0');
  putTool('apt-get', '[ "$1" = --version ] && exit 0; echo "E: Failed to fetch: no route" >&2; exit 100');
  const { status, stderr } = runData();
  assert.equal(status, 1);
  assert.match(
    stderr,
    /cannot download asterisk-core-sounds-en-g722=1\.6\.1-1:\nE: Failed to fetch: no route/,
  );
  assert.match(stderr, /run `(sudo )?apt-get update`/);
  assert.deepEqual(readdirSync(join(cache, 'data')), []);
});

test('a package that is not the pinned one is never unpacked', () => {
  putTool('dpkg-deb', '[ "$1" = --version ] && exit 0; echo unpacked >&2; exit 3');
  putTool(
    'apt-get',
    '[ "$1" = download ] && echo other > asterisk-core-sounds-en-g722_1.6.1-1_all.deb; exit 0',
  );
  const { status, stderr } = runData();
  assert.equal(status, 1);
  assert.match(stderr, /is not the file we know: sha256 [0-9a-f]{64}, expected 38c52618/);
  assert.deepEqual(readdirSync(join(cache, 'data')), []);
});

test('what a killed run left is swept away, what another run is at is not', () => {
  putTool('dpkg-deb', 'exit 0');
  putTool('apt-get', '[ "$1" = --version ] && exit 0; exit 100');
  for (const name of ['.data-old', '.data-new']) mkdirSync(join(cache, 'data', name), { recursive: true });
  utimesSync(join(cache, 'data', '.data-old'), 0, 0);
  assert.equal(runData().status, 1);
  assert.deepEqual(readdirSync(join(cache, 'data')), ['.data-new']);
});

test('what is there is not fetched again', () => {
  mkdirSync(asteriskFolder(cache), { recursive: true });
  const { status, stdout, stderr } = runData();
  assert.equal(status, 0, stderr);
  assert.match(stderr, /are there/);
  assert.equal(stdout, '');
});
