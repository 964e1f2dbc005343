/** R6: a call in the store is whole while it may be restored, and a copy without personal data once it is over. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallStore } from '../../src/contracts/call-store.ts';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { redactor, type Redactor } from '../../src/privacy/index.ts';
import { KeptCalls } from '../../src/server/kept-calls.ts';
import { serve } from '../../src/server/serve.ts';
import { openSqliteCallStore } from '../../src/store/sqlite/index.ts';

const agent = defineAgent({ name: 'desk', instructions: 'Be brief.' });
const mail = 'anna.smith@example.com';

class House implements AsyncDisposable {
  readonly #owned = new AsyncDisposableStack();
  readonly #folder = mkdtempSync(join(tmpdir(), 'antiphon-kept-'));
  readonly clock = this.#owned.use(new SystemClock());
  store!: CallStore;

  static async open(): Promise<House> {
    const house = new House();
    const file = join(house.#folder, 'calls.db');
    house.store = house.#owned.use(await openSqliteCallStore({ file, clock: house.clock }));
    return house;
  }

  async call(callId: string, hostAliveUntilMs: number): Promise<void> {
    const claim = await this.store.create({
      callId,
      host: callId,
      agent: 'desk',
      createdAtMs: 1,
      hostAliveUntilMs,
    });
    const messages = [{ role: 'user', text: `Write to ${mail}, order four oh two one seven.` }] as const;
    const checkpoint = { agent: 'desk', slots: {}, consents: [], cost: {} };
    await this.store.commit(claim, { turnNo: 0, turnId: 'turn', messages, checkpoint });
  }

  /** One life of a process that serves: it ends what the dead left, and closes. */
  async serveOnce(redact?: Redactor): Promise<void> {
    const { store, clock } = this;
    const told = redact === undefined ? {} : { redact };
    const planner = singleAgentPlanner(agent);
    await using _kept = new KeptCalls({
      store,
      clock,
      planner,
      legReturnMs: 0,
      keepEndedCallsMs: 1e9,
      ...told,
    });
    while ((await store.load('of the dead')).outcome === undefined) {
      await new Promise((resolve) => clock.at(clock.now() + 5, () => resolve(undefined)));
    }
  }

  async text(callId: string): Promise<string> {
    return JSON.stringify((await this.store.load(callId)).turns);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
    rmSync(this.#folder, { recursive: true });
  }
}

test('A call of a process that was killed is redacted once another has ended it; one that goes on stays whole', async () => {
  await using house = await House.open();
  await house.call('of the dead', 1);
  await house.call('of the living', house.clock.wallTime() + 60_000);
  await house.serveOnce(redactor());
  assert.match(await house.text('of the dead'), /Write to \[email\], order four oh two one seven\./);
  assert.match(await house.text('of the living'), /anna\.smith@example\.com/);
});

test('Without `redact` a call stays as it was said; a later process that has it takes out what was left', async () => {
  await using house = await House.open();
  await house.call('of the dead', 1);
  await house.serveOnce();
  assert.match(await house.text('of the dead'), /anna\.smith@example\.com/);
  await house.serveOnce(redactor());
  assert.match(await house.text('of the dead'), /Write to \[email\]/);
});

test('To ask for it without saying what redacts is a mistake, and told before anything is opened', async () => {
  await assert.rejects(serve(agent, { redactEndedCalls: true, offline: true }), (thrown) => {
    assert.ok(AntiphonError.is(thrown));
    assert.match(`${thrown.code} ${thrown.message} ${thrown.cure}`, /CONFIG_INVALID .*redactor\(\)/);
    return true;
  });
});
