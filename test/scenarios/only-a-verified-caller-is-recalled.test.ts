/** R5: what outlives a call is found again by whom a tool has proved, by nobody else, and by nobody once forgotten. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { z } from 'zod';
import { defineSlots } from '../../src/agent/define-slots.ts';
import { defineTool } from '../../src/agent/define-tool.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallerStore } from '../../src/contracts/caller-store.ts';
import type { CallState } from '../../src/contracts/memory.ts';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { CallerMemory } from '../../src/memory/caller-memory.ts';
import { forgetMe } from '../../src/memory/forget-me.ts';
import { CallerOnLine } from '../../src/session/caller-on-line.ts';
import { openSqliteCallerStore } from '../../src/store/sqlite/index.ts';

const slots = defineSlots(z.object({ store: z.string(), pin: z.string() }), { remember: ['store'] });
const pins = new Map([
  ['customer-17', '2048'],
  ['customer-18', '7731'],
]);

const verifyCaller = defineTool({
  name: 'verifyCaller',
  description: 'Proves who the caller is.',
  input: z.object({ customer: z.string(), pin: z.string() }),
  effect: 'read',
  run: ({ customer, pin }, { caller }) => {
    if (pins.get(customer) !== pin) throw new AntiphonError('TOOL_DECLINED', 'That does not match.');
    caller.verified(customer);
    return 'verified';
  },
});

/** The house, and the calls that come to it one after the other. */
class House implements AsyncDisposable {
  readonly #owned = new AsyncDisposableStack();
  readonly #folder = mkdtempSync(join(tmpdir(), 'antiphon-recall-'));
  readonly file = join(this.#folder, 'callers.db');
  readonly clock = this.#owned.use(new SystemClock());
  readonly errors: AntiphonError[] = [];

  async restarted(): Promise<{ store: CallerStore; memory: CallerMemory }> {
    const store = this.#owned.use(await openSqliteCallerStore({ file: this.file, clock: this.clock }));
    const onError = (error: AntiphonError) => void this.errors.push(error);
    const memory = this.#owned.use(new CallerMemory({ store, slots, clock: this.clock, onError }));
    return { store, memory };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
    rmSync(this.#folder, { recursive: true });
    assert.deepEqual(this.errors, []);
  }
}

class PhoneCall {
  readonly line: CallerOnLine;
  recalled: Promise<unknown> = Promise.resolve(undefined);
  readonly #memory: CallerMemory;

  constructor(callId: string, memory: CallerMemory) {
    this.#memory = memory;
    this.line = new CallerOnLine(callId, undefined, (callerId) => (this.recalled = memory.recall(callerId)));
  }

  get context() {
    return { signal: new AbortController().signal, idempotencyKey: 'key', caller: this.line };
  }

  async says(customer: string, pin: string): Promise<unknown> {
    await verifyCaller.run({ customer, pin }, this.context);
    return await this.recalled;
  }

  /** With the store that the caller has named. */
  async ends(store: string): Promise<void> {
    this.line.end();
    const { callId, callerId } = this.line;
    const said = [{ value: store, turn: 1, words: store, confidence: 0.9 }];
    const state: Pick<CallState, 'slots'> = { slots: { store: said, pin: [{ ...said[0]!, value: '2048' }] } };
    if (callerId !== undefined) await this.#memory.remember(callerId, callId, state);
  }
}

test('Who proves who they are is recalled, after a restart too; who only says so, or is somebody else, is not', async () => {
  await using house = new House();
  const { memory, store } = await house.restarted();
  await new PhoneCall('anonymous', memory).ends('Paris');
  const first = new PhoneCall('first', memory);
  assert.deepEqual(await first.says('customer-17', '2048'), {});
  await first.ends('Milan');
  await store[Symbol.asyncDispose]();

  const { memory: later } = await house.restarted();
  const liar = new PhoneCall('liar', later);
  await assert.rejects(liar.says('customer-17', '0000'), /does not match/);
  assert.equal(await liar.recalled, undefined);
  await liar.ends('Paris');
  assert.deepEqual(await new PhoneCall('other', later).says('customer-18', '7731'), {});
  assert.deepEqual(await new PhoneCall('second', later).says('customer-17', '2048'), { store: 'Milan' });
  assert.doesNotMatch(readFileSync(house.file, 'latin1'), /2048|Paris|anonymous|liar/);
});

test('Who asks to be forgotten is: in the file, and when that call ends', async () => {
  await using house = new House();
  const { memory, store } = await house.restarted();
  const forget = forgetMe({ store, clock: house.clock });
  const first = new PhoneCall('first', memory);
  await first.says('customer-17', '2048');
  await first.ends('Milan');

  const second = new PhoneCall('second', memory);
  assert.throws(() => forget.consentQuestion({}, second.context), /certain who they are/);
  assert.deepEqual(await second.says('customer-17', '2048'), { store: 'Milan' });
  assert.match(forget.consentQuestion({}, second.context)!, /deleted for good/);
  assert.deepEqual(await forget.run({}, second.context), { deleted: true });
  await second.ends('Milan');
  assert.doesNotMatch(readFileSync(house.file, 'latin1'), /Milan|customer-17/);
  assert.deepEqual(await new PhoneCall('third', memory).says('customer-17', '2048'), {});
});
