import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { CallRecord, ToolRunOrder } from '../../call/output.ts';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import type { NewCall, StoredCall } from '../../contracts/call-store.ts';
import { AntiphonError, type ErrorCode } from '../../errors/antiphon-error.ts';
import { meddledCallStore, type CallStoreMethod, type Meddler } from '../../testing/meddled-call-store.ts';
import { CallMemory, MemoryCallStore } from '../../testing/memory-call-store.ts';
import { CallKeeper, type TakenOverCall } from './call-keeper.ts';
import { hashOf } from './effect-notes.ts';

const newCall: NewCall = {
  callId: 'call-1',
  host: 'left',
  agent: 'desk',
  createdAtMs: 1,
  hostAliveUntilMs: 9,
};
const done = { status: 'done', value: 1 } as const;

function recordOf(turnNo: number): CallRecord {
  const checkpoint = { agent: 'desk', slots: {}, consents: [], cost: {} };
  return { turnNo, messages: [{ role: 'user', text: `words ${turnNo}` }], checkpoint };
}

function orderOf(toolCallId: string, changes: Partial<ToolRunOrder> = {}): ToolRunOrder {
  return {
    type: 'tool-run',
    toolCallId,
    name: 'cancelOrder',
    arguments: { order: 5 },
    effect: 'irreversible',
    idempotencyKey: `call-1:${toolCallId}`,
    ...changes,
  };
}

/** A keeper on a store in memory, with somebody in between. */
class Desk implements AsyncDisposable {
  readonly clock = new SimulatedClock();
  readonly memory = new CallMemory();
  readonly truth = new MemoryCallStore(this.memory);
  readonly errors: ErrorCode[] = [];
  readonly fenced: ErrorCode[] = [];
  readonly asked: CallStoreMethod[] = [];
  meddle: Meddler = (_method, pass) => pass();
  readonly keeper: CallKeeper;

  constructor(call: NewCall | TakenOverCall = newCall, memory?: CallMemory) {
    if (memory !== undefined) {
      this.memory = memory;
      this.truth = new MemoryCallStore(memory);
    }
    let ids = 0;
    this.keeper = new CallKeeper({
      store: meddledCallStore(this.truth, (method, pass) => {
        this.asked.push(method);
        return this.meddle(method, pass);
      }),
      clock: this.clock,
      call,
      newId: () => `id-${'claim' in call ? 'b' : 'a'}-${(ids += 1)}`,
      onError: ({ code }) => this.errors.push(code),
    });
    this.keeper.watch(({ code }) => this.fenced.push(code));
  }

  async stored(): Promise<StoredCall> {
    return this.truth.load('call-1');
  }

  async words(): Promise<string[]> {
    const { turns } = await this.stored();
    return turns.flatMap(({ messages }) => messages.flatMap((said) => ('text' in said ? [said.text] : [])));
  }

  async effects(): Promise<string[]> {
    const { effects } = await this.stored();
    return effects.map(({ intent, outcome }) => `${intent.effectId} ${outcome.status}`);
  }

  async run(ms: number): Promise<void> {
    await this.clock.run(ms, 50);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.meddle = (_method, pass) => pass();
    const closed = this.keeper[Symbol.asyncDispose]();
    await this.run(6_000);
    await closed;
    assert.equal(this.clock.pending, 0, 'a timer is left');
  }
}

function refuses(code: ErrorCode): Meddler {
  return () => Promise.reject(new AntiphonError(code, 'no'));
}

const never: Meddler = () => new Promise(() => undefined);

test('Turns are stored in order, each once, and the call ends in exactly one final record', async () => {
  await using desk = new Desk();
  for (const turnNo of [0, 1, 2]) desk.keeper.record(recordOf(turnNo));
  desk.keeper.end({ reason: 'idle', detail: 'nobody there' });
  desk.keeper.end({ reason: 'failed', detail: 'told twice' });
  desk.keeper.record(recordOf(3));
  await desk.keeper.settled();
  assert.deepEqual(await desk.words(), ['words 0', 'words 1', 'words 2']);
  const { outcome } = await desk.stored();
  assert.deepEqual(outcome, { reason: 'idle', detail: 'nobody there', endedAtMs: desk.clock.wallTime() });
  assert.deepEqual(desk.errors, []);
});

test.each(['STORE_BUSY', 'STORE_OVERLOADED', 'STORE_FULL', 'STORE_FAILED'] as const)(
  'A store that answers %s gets the same turns again until it takes them; it is told once',
  async (code) => {
    await using desk = new Desk();
    desk.meddle = refuses(code);
    for (const turnNo of [0, 1]) desk.keeper.record(recordOf(turnNo));
    await desk.run(60_000);
    assert.ok(desk.asked.length < 40, `${desk.asked.length} tries in a minute`);
    desk.meddle = (_method, pass) => pass();
    await desk.run(6_000);
    assert.deepEqual(await desk.words(), ['words 0', 'words 1']);
    assert.deepEqual(desk.errors, [code]);
  },
);

test('A turn whose answer was lost is sent again and stored once', async () => {
  await using desk = new Desk();
  let lost = 0;
  desk.meddle = async (method, pass) => {
    const answer = await pass();
    if (method === 'commit' && lost++ < 3) return never(method, pass);
    return answer;
  };
  for (const turnNo of [0, 1, 2]) desk.keeper.record(recordOf(turnNo));
  await desk.run(30_000);
  assert.equal(lost, 6);
  assert.deepEqual(await desk.words(), ['words 0', 'words 1', 'words 2']);
});

test('A hundred turns behind a store that hangs are all kept, and are fewer records', async () => {
  await using desk = new Desk();
  desk.meddle = never;
  for (let turnNo = 0; turnNo < 100; turnNo += 1) desk.keeper.record(recordOf(turnNo));
  await desk.run(20_000);
  desk.meddle = (_method, pass) => pass();
  await desk.run(10_000);
  const words = await desk.words();
  assert.deepEqual(
    words,
    Array.from({ length: 100 }, (_, turnNo) => `words ${turnNo}`),
  );
  assert.equal((await desk.stored()).turns.length, 64);
});

test('Another host takes the call: the session is told at once, and nothing more is written or runs', async () => {
  await using desk = new Desk();
  desk.keeper.record(recordOf(0));
  await desk.keeper.settled();
  const lives = { nowMs: 0, hostAliveUntilMs: 9 };
  await desk.truth.claim({
    callId: 'call-1',
    host: 'right',
    why: 'reconnect',
    seenEpoch: 1,
    claimId: 'x',
    ...lives,
  });
  await assert.rejects(desk.keeper.begin(orderOf('t1'), true), { code: 'STORE_FENCED' });
  assert.deepEqual(desk.fenced, ['STORE_FENCED']);
  desk.keeper.record(recordOf(1));
  desk.keeper.end({ reason: 'shut-down', detail: '' });
  await desk.keeper.settled();
  const { turns, outcome, effects } = await desk.stored();
  assert.deepEqual([turns.length, outcome, effects.length], [1, undefined, 0]);
  assert.deepEqual(desk.errors, []);
});

test('A damaged store is told once; effects are refused, and nothing waits', async () => {
  await using desk = new Desk();
  desk.meddle = refuses('STORE_CORRUPT');
  desk.keeper.record(recordOf(0));
  await desk.run(100);
  desk.keeper.record(recordOf(1));
  await assert.rejects(desk.keeper.begin(orderOf('t1'), false), { code: 'STORE_CORRUPT' });
  await desk.keeper.complete('t1', done);
  await desk.keeper.settled();
  assert.deepEqual(desk.errors, ['STORE_CORRUPT']);
  assert.deepEqual(desk.fenced, []);
});

test('What JSON cannot carry is told and skipped: the turns behind it are kept', async () => {
  await using desk = new Desk();
  const { checkpoint } = recordOf(0);
  desk.keeper.record({ ...recordOf(0), checkpoint: { ...checkpoint, slots: { many: 10n } } });
  desk.keeper.record(recordOf(1));
  await desk.keeper.settled();
  assert.deepEqual(await desk.words(), ['words 1']);
  assert.deepEqual(desk.errors, ['STORE_RECORD_INVALID']);
});

test('An effect leaves when its intent is stored, and its outcome is sent until it is', async () => {
  await using desk = new Desk();
  assert.equal(await desk.keeper.begin(orderOf('t1', { consentId: 't0' }), true), 'run');
  const [{ intent } = {}] = (await desk.stored()).effects;
  assert.equal(intent?.idempotencyKey, 'call-1:t1');
  assert.equal(intent?.consentId, 't0');
  assert.equal(await desk.keeper.begin(orderOf('t2'), false), 'run');
  assert.equal(
    (await desk.stored()).effects[1]?.intent.idempotencyKey,
    undefined,
    'not honoured: not stored',
  );
  desk.meddle = refuses('STORE_BUSY');
  void desk.keeper.complete('t1', done);
  await desk.run(2_000);
  assert.deepEqual(await desk.effects(), ['t1 intended', 't2 intended']);
  desk.meddle = (_method, pass) => pass();
  await desk.run(6_000);
  assert.deepEqual(await desk.effects(), ['t1 done', 't2 intended']);
});

test('An intent that is not stored in time is refused, and struck out though it was stored', async () => {
  await using desk = new Desk();
  await desk.keeper.settled();
  const from = desk.clock.now();
  desk.meddle = async (method, pass) => {
    await pass();
    return never(method, pass);
  };
  const begun = assert.rejects(desk.keeper.begin(orderOf('t1'), true), { code: 'STORE_TIMEOUT' });
  await desk.run(3_000);
  await begun;
  assert.ok(desk.clock.now() - from <= 3_050);
  assert.deepEqual(await desk.effects(), ['t1 intended']);
  desk.meddle = (_method, pass) => pass();
  await desk.run(6_000);
  assert.deepEqual(await desk.effects(), ['t1 failed']);
});

test('A beginning that arrives after it was struck out begins nothing', async () => {
  await using desk = new Desk();
  await desk.keeper.settled();
  const late: (() => Promise<unknown>)[] = [];
  desk.meddle = (method, pass) => {
    late.push(pass);
    return never(method, pass);
  };
  const begun = assert.rejects(desk.keeper.begin(orderOf('t1'), false), { code: 'STORE_TIMEOUT' });
  await desk.run(3_000);
  await begun;
  desk.meddle = (_method, pass) => pass();
  await desk.run(6_000);
  assert.deepEqual(await late[0]!(), {
    result: {
      status: 'failed',
      code: 'STORE_TIMEOUT',
      message: 'it was not stored in time, and has not run',
    },
  });
  assert.deepEqual(await desk.effects(), ['t1 failed']);
});

async function takenOver(): Promise<{ call: TakenOverCall; memory: CallMemory }> {
  const before = new Desk();
  before.keeper.record(recordOf(0));
  await before.keeper.begin(orderOf('unkeyed'), false);
  await before.keeper.begin(orderOf('keyed', { effect: 'write' }), true);
  await before.keeper.settled();
  const lives = { nowMs: 0, hostAliveUntilMs: 9 };
  const claim = await before.truth.claim({
    callId: 'call-1',
    host: 'right',
    why: 'reconnect',
    seenEpoch: 1,
    claimId: 'x',
    ...lives,
  });
  return { memory: before.memory, call: { claim: claim!, lastTurnNo: 0, effectIds: ['unkeyed', 'keyed'] } };
}

test('Taken up after a crash: turns go on, what has a key runs again, what has none is unknown', async () => {
  const { call, memory } = await takenOver();
  await using desk = new Desk(call, memory);
  desk.keeper.record(recordOf(0));
  assert.equal(await desk.keeper.begin(orderOf('unkeyed'), false), 'unknown');
  const keyed = orderOf('keyed', { effect: 'write', arguments: { order: 5 } });
  assert.equal(await desk.keeper.begin(keyed, true), 'run');
  await desk.keeper.complete('keyed', done);
  await desk.keeper.settled();
  assert.deepEqual(await desk.words(), ['words 0', 'words 0']);
  assert.deepEqual(await desk.effects(), ['unkeyed unknown', 'keyed done']);
  assert.deepEqual(desk.errors, []);
});

test('Taken up after a crash with a store that does not answer: what began is unknown, never refused', async () => {
  const { call, memory } = await takenOver();
  await using desk = new Desk(call, memory);
  desk.meddle = refuses('STORE_FULL');
  const answers = Promise.all([
    desk.keeper.begin(orderOf('unkeyed'), false),
    desk.keeper.begin(orderOf('keyed', { effect: 'write' }), true),
  ]);
  await desk.run(4_000);
  assert.deepEqual(await answers, ['unknown', 'unknown']);
  desk.meddle = (_method, pass) => pass();
  await desk.run(8_000);
  assert.deepEqual(await desk.effects(), ['unkeyed unknown', 'keyed unknown'], 'it was told so');
});

test('What was learnt late replaces what was unknown', async () => {
  await using desk = new Desk();
  await desk.keeper.begin(orderOf('t1'), false);
  await desk.keeper.complete('t1', { status: 'unknown', reason: 'it took too long' });
  assert.deepEqual(await desk.effects(), ['t1 unknown']);
  await desk.keeper.complete('t1', done);
  assert.deepEqual(await desk.effects(), ['t1 done']);
  assert.deepEqual(desk.errors, []);
});

test('A result that cannot be stored is still known to be over', async () => {
  await using desk = new Desk();
  await desk.keeper.begin(orderOf('t1'), false);
  await desk.keeper.complete('t1', { status: 'done', value: 10n });
  assert.deepEqual(await desk.effects(), ['t1 done']);
  assert.deepEqual(desk.errors, ['STORE_RECORD_INVALID']);
});

test('Who may come back is what was said last, also where the store was slow', async () => {
  await using desk = new Desk();
  await desk.keeper.settled();
  desk.meddle = refuses('STORE_BUSY');
  desk.keeper.keepReturn(['first', 'second']);
  desk.keeper.keepReturn(['second']);
  desk.keeper.keepReturn(['second', 'third']);
  await desk.run(1_000);
  desk.meddle = (_method, pass) => pass();
  await desk.run(6_000);
  assert.deepEqual((await desk.stored()).returnHashes, ['second', 'third']);
});

test('Closing waits for what is not written, and no longer than 5 s', async () => {
  const desk = new Desk();
  await desk.keeper.settled();
  desk.meddle = never;
  desk.keeper.record(recordOf(0));
  const closed = desk.keeper[Symbol.asyncDispose]();
  const from = desk.clock.now();
  await desk.run(5_100);
  await closed;
  assert.ok(desk.clock.now() - from <= 5_200);
  assert.deepEqual(desk.errors, ['STORE_CLOSED']);
  assert.equal(desk.clock.pending, 0);
});

test('Arguments have one hash, in whatever order their keys stand', () => {
  assert.equal(hashOf({ a: [1, { b: 2, c: 3 }], d: 'x' }), hashOf({ d: 'x', a: [1, { c: 3, b: 2 }] }));
  assert.notEqual(hashOf({ a: 1 }), hashOf({ a: 2 }));
  assert.equal(typeof hashOf(undefined), 'string');
});
