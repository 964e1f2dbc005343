import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'vitest';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { ChildEnd } from './child-link.ts';
import { openChildPool, type ChildPool, type ChildPoolOptions, type Lease } from './child-pool.ts';
import { firstProgramType } from './framing.ts';

const file = new URL('./__fixtures__/test-child.ts', import.meta.url);

async function openPool(clock: SimulatedClock, options: Partial<ChildPoolOptions> = {}, mode = 'echo') {
  return openChildPool(
    { program: { file, arguments: [mode] }, processes: 1, clock, ...options },
    ({ reason, detail, code }) => new AntiphonError(code ?? 'STT_FAILED', `${reason}: ${detail}`),
  );
}

/** A lease that can be spoken to and waited for. */
class TestLease {
  readonly ends: ChildEnd[] = [];
  readonly lease: Lease;
  #answers: ((answer: string) => void)[] = [];
  readonly ended: Promise<ChildEnd>;

  constructor(pool: ChildPool) {
    const { promise, resolve } = Promise.withResolvers<ChildEnd>();
    this.ended = promise;
    this.lease = pool.lease({
      onFrame: (_type, payload) => this.#answers.shift()!(payload.toString()),
      onEnd: (end) => {
        this.ends.push(end);
        resolve(end);
      },
    });
  }

  say(word: string | Buffer): void {
    this.lease.send(firstProgramType, Buffer.isBuffer(word) ? word : Buffer.from(word));
  }

  async ask(word: string | Buffer): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#answers.push(resolve);
    this.say(word);
    return promise;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('leases are spread over the children and hear only what is theirs', async () => {
  await using pool = await openPool(new SimulatedClock(), { processes: 2 });
  const [first, second] = [new TestLease(pool), new TestLease(pool)];
  const answers = await Promise.all([first.ask('one'), second.ask('two'), first.ask('three')]);
  const [pidOfFirst, pidOfSecond] = pool.children.map(({ pid }) => pid);
  assert.deepEqual(answers, [
    `one from ${pidOfFirst}`,
    `two from ${pidOfSecond}`,
    `three from ${pidOfFirst}`,
  ]);
});

test('a native crash ends the leases of that child once, and no others', async () => {
  await using pool = await openPool(new SimulatedClock(), { processes: 2 });
  const [doomed, neighbour, elsewhere] = [new TestLease(pool), new TestLease(pool), new TestLease(pool)];
  doomed.say('abort');
  const end = await doomed.ended;
  assert.equal(end.reason, 'crashed');
  assert.match(end.detail, /SIGABRT/);
  assert.match(await neighbour.ask('alive'), /^alive/);
  assert.deepEqual([doomed.ends.length, neighbour.ends.length, elsewhere.ends.length], [1, 0, 1]);
  doomed.say('ignored');
});

test('the last words of the library are part of the reason', async () => {
  await using pool = await openPool(new SimulatedClock());
  const lease = new TestLease(pool);
  lease.say('mutter');
  assert.match((await lease.ended).detail, /the library is unhappy/);
});

test('what a program throws is told as it was thrown', async () => {
  await using pool = await openPool(new SimulatedClock());
  const lease = new TestLease(pool);
  lease.say('throw');
  assert.match((await lease.ended).detail, /a defect of the program/);
});

test('a lease taken after a crash waits for the next child, and its frames with it', async () => {
  const clock = new SimulatedClock();
  const ends: string[] = [];
  await using pool = await openPool(clock, { onChildEnd: ({ reason }) => ends.push(reason) });
  const doomed = new TestLease(pool);
  doomed.say('abort');
  await doomed.ended;
  assert.equal(pool.children[0]!.state, 'pausing');
  const patient = new TestLease(pool);
  const word = Buffer.from('still here');
  const answer = patient.ask(word);
  // The buffer is the caller's again.
  word.fill('!');
  clock.advanceBy(1000);
  assert.match(await answer, /^still here/);
  assert.deepEqual(ends, ['crashed']);
});

test('a child that keeps crashing is restarted ever more slowly, up to a bound', async () => {
  const clock = new SimulatedClock();
  await using pool = await openPool(clock, { pauseMinMs: 100, pauseMaxMs: 400 });
  const pauses: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const lease = new TestLease(pool);
    lease.say('abort');
    await lease.ended;
    const from = clock.now();
    while (pool.children[0]!.state === 'pausing') clock.advanceBy(50);
    pauses.push(clock.now() - from);
  }
  assert.deepEqual(pauses, [100, 200, 400, 400]);
});

test('a child that has lived long enough is forgiven its crash', async () => {
  const clock = new SimulatedClock();
  await using pool = await openPool(clock, { pauseMinMs: 100, provenAfterMs: 60_000, pingMs: 100_000 });
  clock.advanceBy(60_000);
  const lease = new TestLease(pool);
  lease.say('abort');
  await lease.ended;
  clock.advanceBy(100);
  assert.equal(pool.children[0]!.state, 'starting');
});

test('a hung child is killed after so many pings without an answer', async () => {
  const clock = new SimulatedClock();
  await using pool = await openPool(clock, { pingMs: 1000, unansweredMax: 3 });
  const pid = pool.children[0]!.pid!;
  const lease = new TestLease(pool);
  await lease.ask('first');
  lease.say('hang');
  for (let ping = 0; ping < 3; ping += 1) {
    clock.advanceBy(1000);
    // Real time for an answer, which must not come.
    await pause(20);
    assert.equal(lease.ends.length, 0);
  }
  clock.advanceBy(1000);
  assert.equal((await lease.ended).reason, 'hung');
  while (isAlive(pid)) await pause(5);
});

test('a child that answers pings lives for ever', async () => {
  const clock = new SimulatedClock();
  await using pool = await openPool(clock, { pingMs: 1000, unansweredMax: 2 });
  const lease = new TestLease(pool);
  for (let ping = 0; ping < 8; ping += 1) {
    clock.advanceBy(1000);
    await lease.ask('any sign of life');
  }
  assert.equal(lease.ends.length, 0);
});

test('a program that cannot start rejects the opening with its own code, and leaves no process', async () => {
  await assert.rejects(openPool(new SimulatedClock(), {}, 'refuse'), {
    code: 'MODEL_CORRUPT',
    message: /no such model/,
  });
});

test('a program that never gets ready is given up', async () => {
  const clock = new SimulatedClock();
  const opening = openPool(clock, { readyMaxMs: 5000 }, 'dawdle');
  const rejected = assert.rejects(opening, { message: /not-ready: not ready after 5000 ms/ });
  clock.advanceBy(5000);
  await rejected;
});

test('closing ends open leases, kills every child and leaves no timer, even in the middle of a hang', async () => {
  const clock = new SimulatedClock();
  const pool = await openPool(clock, { processes: 2 });
  const leases = [new TestLease(pool), new TestLease(pool)];
  const pids = pool.children.map(({ pid }) => pid!);
  leases[0]!.say('hang');
  await pool[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
  assert.deepEqual(
    leases.map(({ ends }) => ends.map(({ reason }) => reason)),
    [['closed'], ['closed']],
  );
  assert.deepEqual(pids.map(isAlive), [false, false]);
  assert.equal(clock.pending, 0);
});

test('closing during the pause before a restart starts nothing', async () => {
  const clock = new SimulatedClock();
  const pool = await openPool(clock);
  const doomed = new TestLease(pool);
  doomed.say('abort');
  await doomed.ended;
  const patient = new TestLease(pool);
  await pool[Symbol.asyncDispose]();
  assert.equal((await patient.ended).reason, 'closed');
  clock.advanceBy(60_000);
  assert.equal(pool.children[0]!.state, 'pausing');
  assert.equal(clock.pending, 0);
});
