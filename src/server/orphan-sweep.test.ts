import assert from 'node:assert/strict';
import { test } from 'vitest';
import { defineAgent } from '../agent/define-agent.ts';
import { singleAgentPlanner } from '../agent/turn-planner.ts';
import { SimulatedClock } from '../clock/simulated-clock.ts';
import type { EffectIntent } from '../contracts/call-store.ts';
import type { Message } from '../contracts/conversation.ts';
import { AntiphonError, type ErrorCode } from '../errors/antiphon-error.ts';
import { meddledCallStore, type Meddler } from '../testing/meddled-call-store.ts';
import { MemoryCallStore } from '../testing/memory-call-store.ts';
import { OrphanSweep } from './orphan-sweep.ts';

/** Calls of a host that has been dead for a minute, and a sweep that finds them. */
class Cellar implements AsyncDisposable {
  readonly clock = new SimulatedClock();
  readonly truth = new MemoryCallStore();
  readonly errors: ErrorCode[] = [];
  meddle: Meddler = (_method, pass) => pass();
  #sweep: OrphanSweep | undefined;

  async leave(callId: string, begun: Partial<EffectIntent>[] = [], messages: Message[] = []): Promise<void> {
    const aliveUntil = this.clock.wallTime() - 60_000;
    const call = { callId, host: 'dead', agent: 'desk', createdAtMs: 1, hostAliveUntilMs: aliveUntil };
    const claim = await this.truth.create(call);
    for (const [index, changes] of begun.entries()) {
      const effectId = `t${index}`;
      const ids = { effectId, attemptId: effectId, turnId: 'turn', argumentsHash: 'hash', arguments: {} };
      await this.truth.begin(claim, { ...ids, tool: 'gone', effect: 'write', ...changes });
    }
    const checkpoint = { agent: 'desk', slots: {}, consents: [], cost: {} };
    await this.truth.commit(claim, { turnNo: 0, turnId: 'turn', messages, checkpoint });
  }

  sweep(): void {
    const { clock } = this;
    this.#sweep = new OrphanSweep({
      store: meddledCallStore(this.truth, (method, pass) => this.meddle(method, pass)),
      clock,
      planner: singleAgentPlanner(defineAgent({ name: 'desk', instructions: 'Be brief.' })),
      host: 'ours',
      legReturnMs: 30_000,
      keepEndedCallsMs: 3_600_000,
      aliveUntilMs: () => clock.wallTime() + 10_000,
      onError: ({ code }) => this.errors.push(code),
    });
  }

  async outcome(callId: string): Promise<[string | undefined, string[]]> {
    const { outcome, effects } = await this.truth.load(callId);
    return [outcome?.reason, effects.map((effect) => effect.outcome.status)];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sweep?.[Symbol.asyncDispose]();
    assert.equal(this.clock.pending, 0);
  }
}

test('A keyed effect whose tool is gone, and one that was told, are settled without running', async () => {
  await using cellar = new Cellar();
  const told: Message = {
    role: 'tool-result',
    toolCallId: 't1',
    name: 'gone',
    result: { status: 'done', value: 5 },
  };
  await cellar.leave('a', [{ idempotencyKey: 'key' }, { idempotencyKey: 'key' }, {}], [told]);
  cellar.sweep();
  await cellar.clock.run(100);
  assert.deepEqual(await cellar.outcome('a'), ['failed', ['unknown', 'done', 'unknown']]);
  assert.deepEqual(cellar.errors, []);
});

test('A hundred calls are ended round by round, and none is left', async () => {
  await using cellar = new Cellar();
  for (let index = 0; index < 100; index += 1) await cellar.leave(`call-${index}`);
  cellar.sweep();
  await cellar.clock.run(100);
  const ended = async (): Promise<number> => {
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) => cellar.outcome(`call-${index}`)),
    );
    return outcomes.filter(([reason]) => reason === 'failed').length;
  };
  assert.equal(await ended(), 16);
  await cellar.clock.run(32_000);
  assert.equal(await ended(), 100);
});

test.each(['claim', 'load', 'complete', 'end'] as const)(
  'A store that fails at %s, or loses its answer, is asked again: the call still ends once',
  async (fails) => {
    for (const isLost of [false, true]) {
      await using cellar = new Cellar();
      await cellar.leave('a', [{}]);
      let left = 2;
      cellar.meddle = async (method, pass) => {
        if (method !== fails || left === 0) return pass();
        left -= 1;
        if (isLost) await pass();
        throw new AntiphonError('STORE_TIMEOUT', 'no answer');
      };
      cellar.sweep();
      await cellar.clock.run(30_000);
      assert.deepEqual(await cellar.outcome('a'), ['failed', ['unknown']]);
    }
  },
);

test('A call whose records are damaged is told once, and holds up no other', async () => {
  await using cellar = new Cellar();
  await cellar.leave('a');
  cellar.meddle = (method, pass) =>
    method === 'load' ? Promise.reject(new AntiphonError('STORE_CORRUPT', 'no')) : pass();
  cellar.sweep();
  await cellar.clock.run(60_000);
  assert.deepEqual(cellar.errors, ['STORE_CORRUPT']);
});

test('What has been kept long enough is forgotten, and nothing sooner', async () => {
  await using cellar = new Cellar();
  await cellar.leave('old');
  cellar.sweep();
  await cellar.clock.run(100);
  assert.equal((await cellar.outcome('old'))[0], 'failed');
  await cellar.clock.run(3_500_000);
  assert.equal((await cellar.outcome('old'))[0], 'failed', 'an hour is not over');
  await cellar.clock.run(200_000);
  await assert.rejects(cellar.truth.load('old'), { code: 'STORE_CALL_UNKNOWN' });
});
