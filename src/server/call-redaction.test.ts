import assert from 'node:assert/strict';
import { test } from 'vitest';
import { defineAgent } from '../agent/define-agent.ts';
import { singleAgentPlanner } from '../agent/turn-planner.ts';
import { SimulatedClock } from '../clock/simulated-clock.ts';
import type { Claim } from '../contracts/call-store.ts';
import { AntiphonError, type ErrorCode } from '../errors/antiphon-error.ts';
import { redactor } from '../privacy/index.ts';
import { meddledCallStore, type Meddler } from '../testing/meddled-call-store.ts';
import { MemoryCallStore } from '../testing/memory-call-store.ts';
import { CallRedaction } from './call-redaction.ts';
import { OrphanSweep } from './orphan-sweep.ts';

const card = '4111 1111 1111 1111';
const mail = 'anna.smith@example.com';

class Cellar implements AsyncDisposable {
  readonly clock = new SimulatedClock();
  readonly truth = new MemoryCallStore();
  readonly errors: ErrorCode[] = [];
  meddle: Meddler = (_method, pass) => pass();
  readonly store = meddledCallStore(this.truth, (method, pass) => this.meddle(method, pass));
  readonly #owned = new AsyncDisposableStack();
  readonly #shared = {
    store: this.store,
    clock: this.clock,
    onError: ({ code }: AntiphonError) => void this.errors.push(code),
  };

  /** A call in which a card and an address were said, and a payment made. */
  async call(callId: string, aliveForMs = 60_000): Promise<Claim> {
    const now = this.clock.wallTime();
    const call = { callId, host: 'ours', agent: 'desk', createdAtMs: 1, hostAliveUntilMs: now + aliveForMs };
    const claim = await this.truth.create(call);
    const ids = { effectId: 'pay', attemptId: 'pay', turnId: 'turn-0', argumentsHash: 'hash' };
    const input = { card, amount: 5 };
    await this.truth.begin(claim, {
      ...ids,
      tool: 'pay',
      effect: 'write',
      arguments: input,
      idempotencyKey: `pay:${card}`,
    });
    const messages = [
      { role: 'user', text: `My card is ${card}, order four oh two one seven.` },
      { role: 'assistant', text: `I write to ${mail}.` },
    ] as const;
    const said = { value: mail, turn: 0, words: mail, confidence: 0.9 };
    const checkpoint = { agent: 'desk', slots: { mail: [said] }, consents: [], cost: {} };
    const rev = await this.truth.commit(claim, { turnNo: 0, turnId: 'turn-0', messages, checkpoint });
    return { ...claim, rev };
  }

  async end(claim: Claim): Promise<void> {
    await this.truth.complete(claim, 'pay', {
      status: 'failed',
      code: 'TOOL_FAILED',
      message: `${card} is no card`,
    });
    const endedAtMs = this.clock.wallTime();
    await this.truth.end(claim, { reason: 'failed', detail: `nobody reads ${mail}`, endedAtMs });
  }

  redact(): CallRedaction {
    return this.#owned.use(new CallRedaction({ ...this.#shared, redact: redactor() }));
  }

  sweep(): void {
    this.#owned.use(
      new OrphanSweep({
        ...this.#shared,
        planner: singleAgentPlanner(defineAgent({ name: 'desk', instructions: 'Be brief.' })),
        host: 'ours now',
        legReturnMs: 1_000,
        keepEndedCallsMs: 3_600_000,
        aliveUntilMs: () => this.clock.wallTime() + 10_000,
      }),
    );
  }

  async kept(callId: string): Promise<string> {
    return JSON.stringify(await this.truth.load(callId));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
    assert.equal(this.clock.pending, 0);
  }
}

function isWhole(kept: string): boolean {
  return kept.includes('4111') && kept.includes('smith');
}

test('A call that has ended loses cards and addresses wherever they stand, and nothing else', async () => {
  await using cellar = new Cellar();
  cellar.redact();
  const claim = await cellar.call('a');
  const before = await cellar.truth.load('a');
  await cellar.clock.run(11_000);
  assert.deepEqual(await cellar.truth.load('a'), before, 'a call that goes on may have to be restored');
  await cellar.end(claim);
  await cellar.clock.run(6_000);
  assert.doesNotMatch(await cellar.kept('a'), /4111|smith|hash/);
  const { turns, effects, outcome } = await cellar.truth.load('a');
  assert.deepEqual(turns[0]!.messages, [
    { role: 'user', text: 'My card is [card], order four oh two one seven.' },
    { role: 'assistant', text: 'I write to [email].' },
  ]);
  assert.match(JSON.stringify(turns[0]!.checkpoint), /"value":"\[email\]"/);
  assert.deepEqual(effects[0]!.intent.arguments, { card: '[card]', amount: 5 });
  assert.equal(effects[0]!.intent.idempotencyKey, 'pay:[card]');
  assert.deepEqual(effects[0]!.outcome, {
    status: 'failed',
    code: 'TOOL_FAILED',
    message: '[card] is no card',
  });
  assert.equal(outcome!.detail, 'nobody reads [email]');
  assert.deepEqual(await cellar.truth.unredacted(10), []);
});

test('A call of a process that died is redacted once the sweep has ended it, and is whole until then', async () => {
  await using cellar = new Cellar();
  cellar.redact();
  await cellar.call('a', 20_000);
  cellar.sweep();
  await cellar.clock.run(15_000);
  assert.ok(isWhole(await cellar.kept('a')));
  await cellar.clock.run(20_000);
  const { outcome } = await cellar.truth.load('a');
  assert.equal(outcome?.reason, 'failed');
  assert.doesNotMatch(await cellar.kept('a'), /4111|smith/);
});

test('What ends while the process is closing is redacted before it has closed', async () => {
  await using cellar = new Cellar();
  const redaction = cellar.redact();
  for (let index = 0; index < 40; index += 1) await cellar.end(await cellar.call(`call-${index}`));
  await redaction[Symbol.asyncDispose]();
  assert.deepEqual(await cellar.truth.unredacted(100), []);
});

test('A store that fails is asked again; a call that is damaged is told once, and holds up no other', async () => {
  await using cellar = new Cellar();
  for (const callId of ['hurt', 'well']) await cellar.end(await cellar.call(callId));
  let isDown = true;
  let loads = 0;
  cellar.meddle = async (method, pass) => {
    if (isDown) throw new AntiphonError('STORE_BUSY', 'somebody else writes');
    if (method !== 'load') return await pass();
    loads += 1;
    if (loads === 1) throw new AntiphonError('STORE_CORRUPT', 'a stored turn is not what was written');
    return await pass();
  };
  cellar.redact();
  await cellar.clock.run(11_000);
  assert.deepEqual(cellar.errors, []);
  isDown = false;
  await cellar.clock.run(20_000);
  assert.deepEqual(cellar.errors, ['STORE_CORRUPT']);
  assert.deepEqual(await cellar.truth.unredacted(10), ['hurt']);
  assert.equal(loads, 2, 'the damaged call was read again');
});
