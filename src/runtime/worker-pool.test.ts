/** Real threads under a clock that is told what time it is: nothing here waits for a limit to pass. */
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test } from 'vitest';
import { SimulatedClock } from '../clock/simulated-clock.ts';
import type { PoolJob, PoolWorkerData } from './__fixtures__/pool-worker.ts';
import { openWorkerPool, WorkerPool, type JobOutcome, type WorkerPoolOptions } from './worker-pool.ts';

const file = new URL('./__fixtures__/pool-worker.ts', import.meta.url);

interface Bench extends AsyncDisposable {
  clock: SimulatedClock;
  pool: WorkerPool<PoolJob, string>;
  gate: Int32Array;
  /** Outcomes so far, in the order told. */
  told: string[];
  ends: string[];
  submit(job: PoolJob, dueMs?: number): Disposable | undefined;
}

async function openBench(options: Partial<WorkerPoolOptions> = {}): Promise<Bench> {
  const clock = new SimulatedClock();
  const gate = new Int32Array(new SharedArrayBuffer(12));
  const told: string[] = [];
  const ends: string[] = [];
  const pool = await openWorkerPool<PoolJob, string>({
    program: { file, data: { gate } satisfies PoolWorkerData },
    workers: 1,
    queueMax: 4,
    clock,
    onWorkerEnd: (detail) => ends.push(detail),
    ...options,
  });
  return {
    clock,
    pool,
    gate,
    told,
    ends,
    submit: (job, dueMs = 0) => pool.submit(job, dueMs, (outcome) => told.push(tell(outcome))),
    [Symbol.asyncDispose]: async () => {
      openGate(gate);
      await pool[Symbol.asyncDispose]();
      assert.equal(clock.pending, 0, 'a timer was left');
    },
  };
}

function tell(outcome: JobOutcome<string>): string {
  switch (outcome.type) {
    case 'done':
      return outcome.result;
    case 'timed-out':
      return `timed out while ${outcome.while}`;
    default:
      return `${outcome.type}: ${outcome.detail}`;
  }
}

function openGate(gate: Int32Array): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

const echo = (value: string): PoolJob => ({ type: 'echo', value });

/** Lets threads and messages do their work; simulated time stands still. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await nextTurn();
}

test('a pool takes the most urgent job first, and the older of two equally urgent ones', async () => {
  await using bench = await openBench();
  bench.submit({ type: 'gate' });
  bench.submit(echo('in no hurry'), 900);
  bench.submit(echo('second'), 100);
  bench.submit(echo('third'), 100);
  bench.submit(echo('first'), 50);
  openGate(bench.gate);
  await until(() => bench.told.length === 5);
  assert.deepEqual(bench.told, ['through the gate', 'first', 'second', 'third', 'in no hurry']);
});

test('a pool keeps all its workers busy', async () => {
  await using bench = await openBench({ workers: 2 });
  bench.submit({ type: 'gate' });
  bench.submit({ type: 'gate' });
  await until(() => Atomics.load(bench.gate, 1) === 2);
  assert.equal(bench.pool.working, 2);
});

test('a pool refuses what its queue has no room for, and takes more when it has', async () => {
  await using bench = await openBench({ queueMax: 1 });
  assert.ok(bench.submit({ type: 'gate' }), 'to the worker');
  assert.ok(bench.submit(echo('waiting')), 'to the queue');
  assert.equal(bench.submit(echo('refused')), undefined);
  openGate(bench.gate);
  await until(() => bench.told.length === 2);
  assert.ok(bench.submit(echo('later')));
  await until(() => bench.told.length === 3);
  assert.deepEqual(bench.told, ['through the gate', 'waiting', 'later']);
});

test('a cancelled job is not worked, and the result of one in work is dropped', async () => {
  await using bench = await openBench();
  const inWork = bench.submit({ type: 'gate' });
  const waiting = bench.submit(echo('cancelled while it waited'));
  inWork?.[Symbol.dispose]();
  waiting?.[Symbol.dispose]();
  assert.equal(bench.pool.queued, 0);
  bench.submit(echo('wanted'));
  openGate(bench.gate);
  await until(() => bench.told.length > 0);
  assert.deepEqual(bench.told, ['wanted']);
  await until(() => Atomics.load(bench.gate, 2) === 2);
});

test('a job that throws fails alone: its worker goes on', async () => {
  await using bench = await openBench();
  bench.submit({ type: 'throw' });
  bench.submit(echo('still here'));
  await until(() => bench.told.length === 2);
  assert.deepEqual(bench.told, ['failed: this job is bad', 'still here']);
  assert.deepEqual(bench.ends, []);
});

test('a worker that dies takes only its job along and is replaced after a pause', async () => {
  await using bench = await openBench({ pauseMinMs: 80 });
  bench.submit({ type: 'exit' });
  bench.submit(echo('after the crash'));
  await until(() => bench.told.length === 1);
  assert.deepEqual(bench.told, ['crashed: exit code 3']);
  assert.deepEqual(bench.ends, ['exit code 3']);
  bench.clock.advanceBy(79);
  assert.equal(bench.pool.working, 0);
  bench.clock.advanceBy(1);
  await until(() => bench.told.length === 2);
  assert.equal(bench.told[1], 'after the crash');
});

test('pauses between losses double up to their bound and are short again after a job well done', async () => {
  await using bench = await openBench({ pauseMinMs: 100, pauseMaxMs: 300 });
  const pauses: number[] = [];
  for (const job of ['exit', 'exit', 'exit', 'echo', 'exit'] as const) {
    bench.told.length = 0;
    bench.submit(job === 'echo' ? echo('well done') : { type: job });
    await until(() => bench.told.length === 1);
    if (job === 'echo') continue;
    const restart = bench.clock.nextInstant()!;
    pauses.push(restart - bench.clock.now());
    bench.clock.advanceTo(restart);
  }
  assert.deepEqual(pauses, [100, 200, 300, 100]);
});

test('a worker that hangs is ended with its job, and the next job finds another', async () => {
  await using bench = await openBench({ workedMaxMs: 400, pauseMinMs: 100 });
  bench.submit({ type: 'hang' });
  bench.submit(echo('after the hang'));
  bench.clock.advanceBy(400);
  assert.deepEqual(bench.told, [], 'a result may already be on its way: look twice');
  bench.clock.advanceBy(50);
  assert.deepEqual(bench.told, ['timed out while working']);
  bench.clock.advanceBy(100);
  await until(() => bench.told.length === 2);
  assert.equal(bench.told[1], 'after the hang');
});

test('a job that waits too long for a worker is told so', async () => {
  await using bench = await openBench({ queuedMaxMs: 200, workedMaxMs: 10_000 });
  bench.submit({ type: 'gate' });
  bench.submit(echo('too late'));
  bench.clock.advanceBy(199);
  assert.deepEqual(bench.told, []);
  bench.clock.advanceBy(1);
  assert.deepEqual(bench.told, ['timed out while queued']);
  assert.equal(bench.pool.queued, 0);
});

test('a pool whose worker cannot start is not opened', async () => {
  const clock = new SimulatedClock();
  const opening = openWorkerPool<PoolJob, string>({
    program: { file, data: { start: 'throws' } satisfies PoolWorkerData },
    workers: 2,
    queueMax: 4,
    clock,
  });
  await assert.rejects(opening, /no good start/);
  assert.equal(clock.pending, 0);
});

test('a worker that is not ready in time is given up', async () => {
  const clock = new SimulatedClock();
  const starts: (string | undefined)[] = [];
  await using _pool = new WorkerPool<PoolJob, string>(
    {
      program: { file, data: { start: 'silent' } satisfies PoolWorkerData },
      workers: 1,
      queueMax: 4,
      readyMaxMs: 500,
      clock,
    },
    (failure) => starts.push(failure),
  );
  clock.advanceBy(550);
  assert.deepEqual(starts, ['not ready after 500 ms']);
});

test('a closed pool tells nothing more and leaves nothing behind', async () => {
  const bench = await openBench();
  bench.submit({ type: 'gate' });
  bench.submit(echo('never told'));
  const closing = bench.pool[Symbol.asyncDispose]();
  openGate(bench.gate);
  await closing;
  await bench[Symbol.asyncDispose]();
  await nextTurn();
  assert.deepEqual(bench.told, []);
  assert.equal(bench.clock.pending, 0);
  assert.throws(() => bench.submit(echo('too late')), /the pool is closed/);
});
