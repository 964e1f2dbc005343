/** A store of callers whose process is killed, whose file is of another kind or damaged, or held by somebody else. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import { refused } from '../../testing/conformance/call-store-support.ts';
import { HeldLock } from './__fixtures__/held-lock.ts';
import { TestFolder } from './__fixtures__/test-folder.ts';
import { openSqliteCallStore } from './sqlite-call-store.ts';
import {
  openSqliteCallerStore,
  type SqliteCallerStore,
  type SqliteCallerStoreOptions,
} from './sqlite-caller-store.ts';

class Stage implements AsyncDisposable {
  readonly #owned = new AsyncDisposableStack();
  readonly #folder = this.#owned.use(new TestFolder());
  readonly clock = this.#owned.use(new SystemClock());
  readonly file = join(this.#folder.path, 'callers.db');

  async open(options: Partial<SqliteCallerStoreOptions> = {}): Promise<SqliteCallerStore> {
    return this.#owned.use(await openSqliteCallerStore({ file: this.file, clock: this.clock, ...options }));
  }

  /** The file, and whatever stands beside it. */
  bytes(): string {
    const names = readdirSync(this.#folder.path);
    return names.map((name) => readFileSync(join(this.#folder.path, name), 'latin1')).join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}

const said = { callId: 'call', atMs: 1, values: { words: 'what she said' } };

/** @returns what the process acknowledged until it was killed. */
async function killedAfter(file: string, lines: number): Promise<string[]> {
  const program = fileURLToPath(new URL('./__fixtures__/caller-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length === lines) child.kill('SIGKILL');
  }
  return acknowledged;
}

test('a process killed in the midst of it keeps whom it remembered, and nothing of whom it forgot', async () => {
  for (const lines of [3, 11, 40, 101]) {
    await using stage = new Stage();
    const acknowledged = await killedAfter(stage.file, lines);
    assert.ok(acknowledged.length >= lines);
    const gone = new Set(
      acknowledged.filter((line) => line.startsWith('gone ')).map((line) => line.slice(5)),
    );
    const store = await stage.open();
    // The first look rolls back what was not finished.
    await store.recall('anybody');
    const bytes = stage.bytes();
    for (const id of gone) assert.ok(!bytes.includes(id), `${id} was acknowledged as gone`);
    // Whose forgetting was under way may be gone or not.
    const kept = acknowledged.filter((line) => line.startsWith('kept ')).map((line) => line.slice(5));
    const lost = await Promise.all(
      kept.map(async (id) => (gone.has(id) ? [] : Object.keys(await store.recall(id)))),
    );
    const missing = kept.filter((id, index) => !gone.has(id) && lost[index]!.length === 0);
    assert.ok(missing.length <= 1, `lost: ${missing.join(', ')}`);
  }
});

test('a wiping that a crash prevented is done by whoever opens the file next', async () => {
  await using stage = new Stage();
  {
    await using store = await stage.open();
    await store.remember('anna', said);
    await store.remember('bert', { ...said, values: { words: 'what he said' } });
  }
  // As a process leaves it that died between the removal and the wiping.
  const database = new DatabaseSync(stage.file);
  database.exec(`PRAGMA secure_delete = OFF; DELETE FROM remembered WHERE caller = 'anna';
    INSERT INTO wipe_due VALUES (1)`);
  database.close();
  assert.match(stage.bytes(), /what she said/);
  const store = await stage.open();
  assert.doesNotMatch(stage.bytes(), /what she said/);
  assert.deepEqual((await store.recall('bert'))['words']?.value, 'what he said');
});

test('while somebody else holds the file, nobody is told that a caller is forgotten', async () => {
  await using stage = new Stage();
  const store = await stage.open({ busyMaxMs: 50 });
  await store.remember('anna', said);
  {
    using _lock = new HeldLock(stage.file);
    await refused('STORE_BUSY', store.forget('anna'));
    assert.deepEqual(Object.keys(await store.recall('anna')), ['words']);
  }
  assert.equal(await store.forget('anna'), true);
  assert.doesNotMatch(stage.bytes(), /what she said/);
});

test('a file of calls is not taken for one of callers, nor the other way round', async () => {
  await using stage = new Stage();
  await using calls = await openSqliteCallStore({ file: `${stage.file}-calls`, clock: stage.clock });
  await refused('STORE_VERSION_UNSUPPORTED', stage.open({ file: `${stage.file}-calls` }));
  await stage.open();
  await refused('STORE_VERSION_UNSUPPORTED', openSqliteCallStore({ file: stage.file, clock: stage.clock }));
  assert.equal(calls.health().state, 'good');
});

test('a letter that has changed on the disk is told as corrupt, and no other caller suffers', async () => {
  await using stage = new Stage();
  {
    await using store = await stage.open();
    await store.remember('anna', said);
    await store.remember('bert', { ...said, values: { words: 'what he said' } });
  }
  const bytes = readFileSync(stage.file);
  bytes.write('W', bytes.indexOf('what she said'));
  writeFileSync(stage.file, bytes);
  const store = await stage.open();
  await refused('STORE_CORRUPT', store.recall('anna'));
  assert.deepEqual((await store.recall('bert'))['words']?.value, 'what he said');
  assert.equal(await store.forget('anna'), true);
});

test('only its owner may read the file', async () => {
  await using stage = new Stage();
  const store = await stage.open();
  await store.remember('anna', said);
  assert.equal(statSync(stage.file).mode & 0o777, 0o600);
});
