/** What a store does when the disk is full, slow or damaged, and when its thread dies. */
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import type { CallStore, Claim } from '../../contracts/call-store.ts';
import type { ErrorCode } from '../../errors/antiphon-error.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import {
  commitAll,
  newCall,
  over,
  refused,
  turnRecord,
} from '../../testing/conformance/call-store-support.ts';
import { HeldLock } from './__fixtures__/held-lock.ts';
import { TestFolder } from './__fixtures__/test-folder.ts';
import { RequestQueue } from './request-queue.ts';
import {
  openSqliteCallStore,
  type SqliteCallStore,
  type SqliteCallStoreOptions,
} from './sqlite-call-store.ts';
import type { WriterData } from './wire.ts';

const longText = 'a page of words '.repeat(200);

class Stage implements AsyncDisposable {
  readonly #owned = new AsyncDisposableStack();
  readonly #folder = this.#owned.use(new TestFolder());
  readonly clock = this.#owned.use(new SystemClock());
  readonly file = join(this.#folder.path, 'calls.db');

  async open(options: Partial<SqliteCallStoreOptions> = {}): Promise<SqliteCallStore> {
    return this.#owned.use(await openSqliteCallStore({ file: this.file, clock: this.clock, ...options }));
  }

  holdLock(): HeldLock {
    return this.#owned.use(new HeldLock(this.file));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
    assert.equal(this.clock.pending, 0, 'a timer was left');
  }
}

/** Commits until the store refuses. */
async function fill(store: CallStore, first: Claim): Promise<{ claim: Claim; code: ErrorCode }> {
  let claim = first;
  for (let turnNo = 0; turnNo < 10_000; turnNo += 1) {
    try {
      claim = await commitAll(store, claim, turnRecord(turnNo, longText));
    } catch (thrown) {
      assert.ok(AntiphonError.is(thrown));
      return { claim, code: thrown.code };
    }
  }
  throw new Error('it was never full');
}

test('a full disk is told by its name, keeps what was acknowledged, and takes the same turn when there is room', async () => {
  await using stage = new Stage();
  const store = await stage.open({ bytesMax: 400_000, roomMinBytes: 0 });
  const old = await store.create(newCall('old', 'left'));
  await store.end(await commitAll(store, old, turnRecord(0, longText.repeat(20))), over);
  const { claim, code } = await fill(store, await store.create(newCall('live', 'left')));
  assert.equal(code, 'STORE_FULL');
  const { state, reason } = store.health();
  assert.equal(state, 'failing');
  assert.match(reason, /STORE_FULL/);
  assert.equal((await store.load('live')).turns.length, claim.rev);
  assert.equal(await store.forget(over.endedAtMs + 1, 10), 1);
  const after = await commitAll(store, claim, turnRecord(claim.rev, longText));
  assert.equal(after.rev, claim.rev + 1);
  assert.equal(store.health().state, 'good');
});

test('admission closes before the disk is full', async () => {
  await using stage = new Stage();
  const store = await stage.open({ bytesMax: 10_000_000, roomMinBytes: 9_000_000 });
  assert.equal(store.health().state, 'good');
  const claim = await store.create(newCall('a', 'left'));
  await commitAll(store, claim, turnRecord(0, 'x'.repeat(450_000)), turnRecord(1, 'x'.repeat(450_000)));
  // Room is measured now and then, with whatever is written: a live host renews its time.
  while (store.health().state === 'good') await store.renew('left', 1);
  assert.match(store.health().reason, /bytes of room are left/);
});

test('one record that does not fit fails alone: its neighbours in the batch are kept', async () => {
  await using stage = new Stage();
  const store = await stage.open({ bytesMax: 400_000, roomMinBytes: 0 });
  const claims = await Promise.all(['a', 'b', 'c'].map((callId) => store.create(newCall(callId, 'left'))));
  const large = turnRecord(0, 'x'.repeat(450_000));
  // The first is under way alone; these share a transaction behind it.
  const first = store.renew('left', 2);
  const results = await Promise.allSettled([
    store.commit(claims[0]!, turnRecord(0)),
    store.commit(claims[1]!, large),
    store.commit(claims[2]!, turnRecord(0)),
  ]);
  await first;
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  await refused('STORE_FULL', store.commit(claims[1]!, large));
  assert.equal((await store.load('c')).turns.length, 1);
});

test.each([
  [
    'of another kind',
    (file: string) => writeFileSync(file, 'these are my notes, not a database\n'.repeat(50)),
    'STORE_CORRUPT',
  ],
  [
    'of another program',
    (file: string) => edit(file, 'CREATE TABLE theirs (x)'),
    'STORE_VERSION_UNSUPPORTED',
  ],
] as const)('a file %s is refused and left as it is', async (_, make, code) => {
  await using stage = new Stage();
  make(stage.file);
  const before = readFileSync(stage.file);
  await refused(code, stage.open());
  assert.deepEqual(readFileSync(stage.file), before);
});

test('a file of a newer antiphon is refused, and nothing in it is changed', async () => {
  await using stage = new Stage();
  {
    await using store = await stage.open();
    await store.create(newCall('a', 'left'));
  }
  edit(stage.file, 'PRAGMA user_version = 99');
  await refused('STORE_VERSION_UNSUPPORTED', stage.open());
  edit(stage.file, 'PRAGMA user_version = 3');
  assert.equal((await (await stage.open()).load('a')).agent, 'desk');
});

test('a file of an older antiphon is brought up to date, with all that is in it', async () => {
  await using stage = new Stage();
  {
    await using store = await stage.open();
    await store.create(newCall('a', 'left'));
  }
  edit(
    stage.file,
    `DROP INDEX calls_unredacted; ALTER TABLE calls DROP COLUMN redacted;
     ALTER TABLE calls DROP COLUMN return_hashes; PRAGMA user_version = 1`,
  );
  const store = await stage.open();
  await store.create(newCall('b', 'left', { returnHashes: ['hash'] }));
  assert.equal((await store.load('a')).returnHashes, undefined);
  assert.deepEqual((await store.load('b')).returnHashes, ['hash']);
});

test.each([
  ['whose pages are garbage', (bytes: Buffer, at: number) => bytes.fill(0xff, at - (at % 4096), at)],
  ['in which one letter has changed', (bytes: Buffer, at: number) => bytes.write('b', at)],
] as const)('a call %s is told as corrupt; the others go on, and admission is closed', async (_, damage) => {
  await using stage = new Stage();
  {
    await using store = await stage.open();
    for (const callId of ['hurt', 'whole']) {
      const claim = await store.create(newCall(callId, 'left'));
      await commitAll(store, claim, turnRecord(0, `${callId}: ${longText}`));
    }
  }
  const bytes = readFileSync(stage.file);
  const place = bytes.indexOf(`hurt: ${longText}`);
  assert.ok(place > 0);
  damage(bytes, place);
  writeFileSync(stage.file, bytes);
  const store = await stage.open();
  await refused('STORE_CORRUPT', store.load('hurt'));
  const whole = await store.load('whole');
  assert.equal(whole.turns.length, 1);
  await commitAll(store, whole.claim, turnRecord(1));
  assert.equal(store.health().state, 'failing');
  assert.match(store.health().reason, /STORE_CORRUPT/);
});

test('a slow store is told as slow, then as failing; what timed out and was stored is stored once', async () => {
  await using stage = new Stage();
  const store = await stage.open({ slowMs: 40, answerMaxMs: 150, busyMaxMs: 20_000 });
  const claim = await store.create(newCall('a', 'left'));
  const lock = stage.holdLock();
  const states = new Set<string>();
  using _watch = stage.clock.every(10, () => states.add(store.health().state));
  await refused('STORE_TIMEOUT', store.commit(claim, turnRecord(0)));
  assert.equal(store.health().state, 'failing');
  assert.ok(states.has('slow'), [...states].join());
  lock[Symbol.dispose]();
  const second = store.commit(claim, turnRecord(0));
  assert.equal(await second, 1);
  assert.equal((await store.load('a')).turns.length, 1);
  assert.equal(store.health().state, 'good');
});

test('a lock that another process keeps is told as busy, within its limit', async () => {
  await using stage = new Stage();
  const store = await stage.open({ busyMaxMs: 50 });
  const claim = await store.create(newCall('a', 'left'));
  const lock = stage.holdLock();
  await refused('STORE_BUSY', store.commit(claim, turnRecord(0)));
  assert.equal(store.health().state, 'failing');
  assert.equal((await store.load('a')).turns.length, 0, 'reading needs no lock');
  lock[Symbol.dispose]();
  assert.equal(await store.commit(claim, turnRecord(0)), 1);
});

test('the queue is bounded in requests and in size: what it refuses was not stored', async () => {
  await using stage = new Stage();
  const store = await stage.open({ requestsMax: 6, unitsMax: 100_000, busyMaxMs: 20_000 });
  const claim = await store.create(newCall('a', 'left'));
  const lock = stage.holdLock();
  const large = turnRecord(9, 'x'.repeat(30_000));
  const taken = [0, 1, 2].map((rev) => store.commit({ ...claim, rev }, turnRecord(rev)));
  const large1 = store.commit({ ...claim, rev: 3 }, large);
  await refused(
    'STORE_OVERLOADED',
    store.commit({ ...claim, rev: 4 }, { ...large, turnNo: 10, turnId: 'ten' }),
  );
  const rest = [store.renew('left', 1), store.renew('left', 2)];
  assert.equal(store.health().state, 'slow');
  await refused('STORE_OVERLOADED', store.renew('left', 3));
  lock[Symbol.dispose]();
  assert.deepEqual(await Promise.all([...taken, large1]), [1, 2, 3, 4]);
  await Promise.all(rest);
  assert.equal(store.health().waiting, 0);
  assert.equal(await store.commit({ ...claim, rev: 4 }, { ...large, turnNo: 10, turnId: 'ten' }), 5);
});

test('closing waits for what was taken, and a store that hangs is closed within its limit', async () => {
  await using stage = new Stage();
  const store = await stage.open();
  const claim = await store.create(newCall('a', 'left'));
  const commits = [0, 1, 2].map((rev) => store.commit({ ...claim, rev }, turnRecord(rev)));
  await store[Symbol.asyncDispose]();
  assert.deepEqual(await Promise.all(commits), [1, 2, 3]);
  const hanging = await stage.open({ openMaxMs: 400, busyMaxMs: 20_000 });
  using _lock = stage.holdLock();
  const unanswered = refused('STORE_CLOSED', hanging.commit({ ...claim, rev: 3 }, turnRecord(3)));
  await hanging[Symbol.asyncDispose]();
  await unanswered;
});

test('a thread that dies fails what it was given, is replaced, and the same request passes', async () => {
  using clock = new SystemClock();
  const data = { mark: new SharedArrayBuffer(4) } as unknown as WriterData;
  const limits = {
    requestsMax: 10,
    unitsMax: 10,
    answerMaxMs: 5000,
    slowMs: 5000,
    roomMinBytes: 0,
    batchMax: 1,
  };
  const program = new URL('./__fixtures__/dying-writer.ts', import.meta.url);
  const queue = new RequestQueue(data, clock, limits, program);
  await queue.start();
  const renew = { type: 'renew', host: 'left', aliveUntilMs: 1 } as const;
  const first = queue.send(renew, 0);
  const second = queue.send(renew, 0);
  await refused('STORE_FAILED', first);
  assert.equal(queue.health().state, 'failing');
  assert.equal(await second, 'written', 'what waited goes to the next thread');
  assert.equal(queue.health().state, 'good');
  await queue.close(1000);
  assert.equal(clock.pending, 0);
});

test('only its owner may read the file, which holds what callers said', async () => {
  await using stage = new Stage();
  const store = await stage.open();
  await store.create(newCall('a', 'left'));
  for (const suffix of ['', '-wal', '-shm'])
    assert.equal(statSync(`${stage.file}${suffix}`).mode & 0o777, 0o600);
});

function edit(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}
