import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'vitest';
import { page } from './page.ts';

function built(): { folder: URL; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'antiphon-page-'));
  mkdirSync(join(path, 'assets'));
  writeFileSync(join(path, 'index.html'), '<!doctype html><title>Antiphon</title>');
  writeFileSync(join(path, 'assets/index-1a2b.js'), 'start();');
  return {
    folder: pathToFileURL(`${path}/`),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

test('The page is at the root, may run no script but its own, and is asked for anew each time', async () => {
  using site = built();
  const answer = await page(site.folder).request('/');
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /<title>Antiphon/);
  assert.equal(answer.headers.get('cache-control'), 'no-cache');
  const policy = answer.headers.get('content-security-policy')!;
  assert.match(policy, /default-src 'none'; script-src 'self';/);
  assert.doesNotMatch(policy, /unsafe|\*/);
});

test('What has its hash in its name may be kept for ever, as what it is', async () => {
  using site = built();
  const answer = await page(site.folder).request('/assets/index-1a2b.js');
  assert.match(answer.headers.get('content-type')!, /^text\/javascript/);
  assert.match(answer.headers.get('cache-control')!, /immutable/);
});

test.each(['/assets/../../secret', '/assets/..%2f..%2fsecret', '/assets', '/index', '/nothing.js'])(
  'There is no %s',
  async (path) => {
    using site = built();
    assert.equal((await page(site.folder).request(path)).status, 404);
  },
);

test('A page that has not been built is no page, and no error', async () => {
  const nowhere = pathToFileURL(join(tmpdir(), 'antiphon-no-such-page/'));
  assert.equal((await page(nowhere).request('/')).status, 404);
});
