/** Real processes on one file: killed in the midst of commits, and racing for the calls of the dead. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import type { CallStore } from '../../contracts/call-store.ts';
import { refused, turnRecord } from '../../testing/conformance/call-store-support.ts';
import { TestFolder } from './__fixtures__/test-folder.ts';
import { openSqliteCallStore } from './sqlite-call-store.ts';

type StoreProcess = ChildProcessByStdio<Writable, Readable, null>;

function start(file: string, ...parameters: string[]): StoreProcess {
  const program = fileURLToPath(new URL('./__fixtures__/store-process.ts', import.meta.url));
  return spawn(process.execPath, [program, file, ...parameters], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {},
  });
}

/** Kills the process when it has acknowledged so much. @returns everything it acknowledged. */
async function killAfter(child: StoreProcess, lines: number): Promise<string[]> {
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length === lines) child.kill('SIGKILL');
  }
  assert.ok(acknowledged.length >= lines, `it ended by itself after ${acknowledged.length} lines`);
  return acknowledged;
}

/** What was acknowledged and is not there. Fails where something is there by half. */
async function lostOf(store: CallStore, acknowledged: readonly string[]): Promise<string[]> {
  const lost: string[] = [];
  const calls = new Set(acknowledged.map((line) => line.split(' ')[1]!));
  for (const callId of calls) {
    const { turns, effects, claim } = await store.load(callId);
    // Nothing torn: every stored turn is whole, numbered without a gap, and counted.
    turns.forEach((turn, index) => {
      assert.equal(turn.turnNo, index);
      assert.equal(turn.checkpoint.slots['turnNo'], index);
      assert.deepEqual(turn.messages[0], { role: 'user', text: `${callId} says ${index} `.repeat(40) });
    });
    assert.equal(claim.rev, turns.length);
    const kept = new Set([
      ...turns.map(({ turnNo }) => `turn ${callId} ${turnNo}`),
      ...effects.map(({ intent }) => `effect ${callId} ${intent.effectId}`),
    ]);
    lost.push(...acknowledged.filter((line) => line.split(' ')[1] === callId && !kept.has(line)));
  }
  return lost;
}

test('a process killed again and again in the midst of commits loses nothing that it acknowledged', async () => {
  for (const lines of [1, 7, 20, 61, 140, 333, 501, 800]) {
    using folder = new TestFolder();
    using clock = new SystemClock();
    const file = join(folder.path, 'calls.db');
    const acknowledged = await killAfter(start(file, 'write', '8'), lines);
    await using store = await openSqliteCallStore({ file, clock });
    assert.deepEqual(await lostOf(store, acknowledged), []);
  }
});

test('who takes over a killed host is told that its effect is unknown, and the dead host writes no more', async () => {
  using folder = new TestFolder();
  using clock = new SystemClock();
  const file = join(folder.path, 'calls.db');
  await killAfter(start(file, 'write', '1'), 6);
  await using store = await openSqliteCallStore({ file, clock });
  const [orphan] = await store.orphans(5000, 10);
  const { effects, claim: old } = await store.load(orphan!.callId);
  const claim = await store.claim({
    callId: orphan!.callId,
    host: 'heir',
    why: 'dead',
    seenEpoch: orphan!.epoch,
    claimId: 'heir',
    nowMs: 5000,
    hostAliveUntilMs: 9000,
  });
  assert.equal(claim?.epoch, 2);
  const { intent } = effects.at(-1)!;
  assert.equal(await store.begin(claim!, { ...intent, attemptId: 'heir' }), 'unknown');
  await refused('STORE_FENCED', store.commit(old, turnRecord(old.rev)));
  assert.equal(await store.commit(claim!, turnRecord(claim!.rev)), claim!.rev + 1);
});

test('of two processes that claim the same calls, exactly one wins each', async () => {
  using folder = new TestFolder();
  using clock = new SystemClock();
  const file = join(folder.path, 'calls.db');
  const callIds = Array.from({ length: 150 }, (_, index) => `call-${index}`);
  {
    await using store = await openSqliteCallStore({ file, clock });
    const call = { host: 'gone', agent: 'desk', createdAtMs: 1, hostAliveUntilMs: 1000 };
    await Promise.all(callIds.map((callId) => store.create({ ...call, callId })));
  }
  const rivals = ['left', 'right'].map((host) => start(file, 'claim', host));
  const readers = rivals.map((rival) => createInterface(rival.stdout)[Symbol.asyncIterator]());
  for (const reader of readers) assert.equal((await reader.next()).value, 'ready');
  for (const rival of rivals) rival.stdin.write('go\n');
  const won: string[] = [];
  for (const reader of readers) {
    for (let line = await reader.next(); line.done !== true; line = await reader.next()) won.push(line.value);
  }
  for (const rival of rivals) {
    if (rival.exitCode === null) await once(rival, 'exit');
    // Who died of the other's writes has lost no race.
    assert.equal(rival.exitCode, 0);
  }
  assert.deepEqual(won.toSorted(), callIds.map((callId) => `won ${callId} 2`).toSorted());
});
