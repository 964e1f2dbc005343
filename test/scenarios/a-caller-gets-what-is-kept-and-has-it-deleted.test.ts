/** R5: on request a caller gets all that is kept of them, or has it deleted, with one command each. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'vitest';
import { SystemClock } from '../../src/clock/system-clock.ts';
import { openSqliteCallerStore } from '../../src/store/sqlite/index.ts';
import { typed } from '../support/terminal.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-callers-'));
  file = join(folder, 'callers.db');
  using clock = new SystemClock();
  await using store = await openSqliteCallerStore({ file, clock });
  const atMs = Date.UTC(2026, 2, 1, 9, 30);
  const values = { store: 'Milan', size: '38' };
  await store.remember('customer-17', { callId: 'call-1', atMs, values });
  await store.remember('customer-17', { callId: 'call-2', atMs: atMs + 1, values: {}, cleared: ['size'] });
  await store.remember('customer-18', { callId: 'call-3', atMs, values: { store: 'Paris' } });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('export prints all that is kept of one caller, and nothing of another', async () => {
  const { status, out } = await typed('callers', 'export', 'customer-17', '--store', file);
  assert.equal(status, 0);
  assert.match(out, /store: "Milan", since 2026-03-01T09:30:00\.000Z, call call-1\n/);
  assert.match(out, /size: taken back at 2026-03-01T09:30:00\.001Z, call call-2\n$/);
  assert.doesNotMatch(out, /38|Paris/);
  const { out: json } = await typed('callers', 'export', 'customer-17', '--store', file, '--json');
  const { callerId, remembered } = JSON.parse(json) as { callerId: string; remembered: { slot: string }[] };
  assert.deepEqual([callerId, remembered.map(({ slot }) => slot)], ['customer-17', ['store']]);
});

test('forget deletes one caller from the file, says so without a word of theirs, and says when there was nothing', async () => {
  const { status, out } = await typed('callers', 'forget', 'customer-17', '--store', file);
  assert.equal(status, 0);
  assert.match(out, /^What was kept of this caller is deleted from .*callers\.db\.\n$/);
  assert.doesNotMatch(out, /customer-17|Milan/);
  assert.doesNotMatch(readFileSync(file, 'latin1'), /customer-17|Milan/);
  assert.match(readFileSync(file, 'latin1'), /Paris/);
  assert.match(
    (await typed('callers', 'forget', 'customer-17', '--store', file)).out,
    /^Nothing was kept of this caller/,
  );
  assert.match(
    (await typed('callers', 'export', 'customer-17', '--store', file)).out,
    /^Nothing is kept of this caller/,
  );
  const asJson = async (verb: string, id: string) =>
    JSON.parse((await typed('callers', verb, id, '--store', file, '--json')).out) as unknown;
  assert.deepEqual(await asJson('forget', 'customer-17'), { deleted: false });
  assert.deepEqual(await asJson('export', 'nobody'), { callerId: 'nobody', remembered: [], cleared: [] });
  assert.deepEqual(await asJson('forget', 'customer-18'), { deleted: true });
});

test('a file that is not there is an error, and is not made', async () => {
  const other = join(folder, 'caller.db');
  for (const verb of ['export', 'forget']) {
    const { status, out, err } = await typed('callers', verb, 'customer-17', '--store', other);
    assert.deepEqual([status, out], [1, '']);
    assert.match(err, /cannot read .*caller\.db: there is no such file/);
  }
  assert.equal(existsSync(other), false);
  assert.equal((await typed('callers', 'forget', 'customer-17')).status, 2);
});
