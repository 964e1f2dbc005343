import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineSlots } from '../agent/define-slots.ts';
import { SimulatedClock } from '../clock/simulated-clock.ts';
import type { CallerNotes, RememberedSlot } from '../contracts/caller-store.ts';
import type { RememberedValue } from '../contracts/memory.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { CallerBook, MemoryCallerStore } from '../testing/memory-caller-store.ts';
import { CallerMemory, type CallerMemoryOptions } from './caller-memory.ts';

const schema = z.object({
  store: z.enum(['Milan', 'Paris']),
  sizes: z.array(z.string()),
  orderNumber: z.string(),
});
const slots = defineSlots(schema, { remember: ['store', 'sizes'] });

class Stage implements AsyncDisposable {
  readonly clock = new SimulatedClock();
  readonly book = new CallerBook();
  readonly errors: AntiphonError[] = [];
  readonly memory: CallerMemory;

  constructor(options: Partial<CallerMemoryOptions> = {}) {
    const store = new MemoryCallerStore(this.book);
    const onError = (error: AntiphonError) => void this.errors.push(error);
    this.memory = new CallerMemory({ store, slots, clock: this.clock, onError, ...options });
  }

  /** Promises settle before time goes on. */
  async run(ms: number): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    this.clock.advanceBy(ms);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.memory[Symbol.asyncDispose]();
    assert.equal(this.clock.pending, 0, 'a timer was left');
  }
}

function said(...values: [unknown, number?][]): RememberedValue[] {
  return values.map(([value, confidence = 0.9]) => ({ value, turn: 1, words: String(value), confidence }));
}

test('what the slots name is found again in the next call, one value or several', async () => {
  await using stage = new Stage();
  const state = {
    slots: { store: said(['Milan']), sizes: said(['38'], ['39']), orderNumber: said(['40217']) },
  };
  await stage.memory.remember('anna', 'call-1', state);
  assert.deepEqual(await stage.memory.recall('anna'), { store: 'Milan', sizes: ['38', '39'] });
  assert.deepEqual(await stage.memory.recall('bert'), {});
  assert.doesNotMatch(JSON.stringify([...stage.book.callers.values()].map((kept) => [...kept])), /40217/);
});

test('an agent whose slots outlive no call leaves nothing, and recalls nothing that another agent left', async () => {
  await using stage = new Stage();
  await stage.memory.remember('anna', 'call-1', { slots: { store: said(['Milan']) } });
  await using other = new CallerMemory({
    store: new MemoryCallerStore(stage.book),
    slots: defineSlots(schema),
    clock: stage.clock,
  });
  assert.deepEqual(await other.recall('anna'), {});
  await other.remember('bert', 'call-2', { slots: { store: said(['Paris']) } });
  assert.equal(stage.book.callers.has('bert'), false);
});

test('what was not understood well is not remembered, and replaces nothing that was', async () => {
  await using stage = new Stage();
  await stage.memory.remember('anna', 'call-1', { slots: { store: said(['Milan', 0.6]) } });
  await stage.run(1000);
  const doubtful = { slots: { store: said(['Paris', 0.59]), sizes: said(['38', 0.3], ['39', 0.8]) } };
  await stage.memory.remember('anna', 'call-2', doubtful);
  assert.deepEqual(await stage.memory.recall('anna'), { store: 'Milan', sizes: ['39'] });
});

test('what the caller took back is gone from memory; what they then said again is kept', async () => {
  await using stage = new Stage();
  await stage.memory.remember('anna', 'call-1', { slots: { store: said(['Milan']), sizes: said(['38']) } });
  await stage.run(1000);
  // "Forget my sizes": this call held none of them. The store was taken back and named anew.
  await stage.memory.remember('anna', 'call-2', { slots: { store: said(['Paris']) } }, ['sizes', 'store']);
  assert.deepEqual(await stage.memory.recall('anna'), { store: 'Paris' });
  await stage.run(1000);
  await stage.memory.remember('anna', 'call-3', { slots: { store: said(['Milan', 0.2]) } }, ['store']);
  assert.deepEqual(
    await stage.memory.recall('anna'),
    { store: 'Paris' },
    'taken back, and doubtfully renewed',
  );
});

test('a schema that has changed since reads each value anew, and drops what no longer fits', async () => {
  await using stage = new Stage();
  await stage.memory.remember('anna', 'call-1', {
    slots: { store: said(['Milan']), sizes: said(['38'], ['39']) },
  });
  const recalledBy = async (other: z.ZodObject, remember: string[]) => {
    const store = new MemoryCallerStore(stage.book);
    const changed = defineSlots(other, { remember } as never);
    await using memory = new CallerMemory({ store, slots: changed, clock: stage.clock });
    return await memory.recall('anna');
  };
  const both = ['store', 'sizes'];
  const elsewhere = z.object({ store: z.enum(['Paris']), sizes: z.array(z.enum(['39', '40'])) });
  assert.deepEqual(await recalledBy(elsewhere, both), { sizes: ['39'] });
  const turned = z.object({ store: z.array(z.string()), sizes: z.string() });
  assert.deepEqual(await recalledBy(turned, both), { store: ['Milan'] });
  assert.deepEqual(await recalledBy(z.object({ store: z.string() }), ['store']), { store: 'Milan' });
});

test('a value is recalled for as many days as were asked for, and the sweep then removes it', async () => {
  await using stage = new Stage({ retentionDays: 2 });
  await stage.memory.remember('anna', 'call-1', { slots: { store: said(['Milan']) } });
  await stage.run(86_400_000);
  await stage.memory.remember('anna', 'call-2', { slots: { sizes: said(['38']) } });
  await stage.run(86_400_000);
  assert.deepEqual(await stage.memory.recall('anna'), { store: 'Milan', sizes: ['38'] });
  assert.equal(await stage.memory.sweep(), 0);
  await stage.run(1);
  assert.deepEqual(await stage.memory.recall('anna'), { sizes: ['38'] });
  assert.equal(await stage.memory.sweep(), 1);
  assert.deepEqual([...stage.book.callers.get('anna')!.keys()], ['sizes']);
});

test('a sweep removes a thousand at a time until all are gone', async () => {
  await using stage = new Stage();
  const store = new MemoryCallerStore(stage.book);
  for (let index = 0; index < 2_001; index += 1) {
    await store.remember(`caller-${index}`, { callId: 'call', atMs: index, values: { store: 'Milan' } });
  }
  assert.equal(await stage.memory.sweep(), 2_001);
  assert.equal(stage.book.callers.size, 0);
});

test('days that cannot be meant are refused', () => {
  for (const retentionDays of [0, -1, 3_651, Number.NaN]) {
    assert.throws(() => new Stage({ retentionDays }), /retentionDays is .*; it must be 1 to 3650/);
  }
});

class Hanging extends MemoryCallerStore {
  override recall(): Promise<Readonly<Record<string, RememberedSlot>>> {
    return new Promise(() => {});
  }
}

class Failing extends MemoryCallerStore {
  override recall(): Promise<never> {
    throw new AntiphonError('STORE_FAILED', 'the disk is gone');
  }

  override forgetBefore(): Promise<never> {
    return Promise.reject(new AntiphonError('STORE_FAILED', 'the disk is gone'));
  }
}

test('a store that is slow or fails recalls nothing, says so, and holds up nobody for longer than two seconds', async () => {
  await using stage = new Stage({ store: new Hanging(new CallerBook()) });
  let recalled: unknown;
  const recall = stage.memory.recall('anna').then((values) => (recalled = values));
  await stage.run(1_999);
  assert.equal(recalled, undefined);
  await stage.run(1);
  await recall;
  assert.deepEqual(recalled, {});
  assert.deepEqual(
    stage.errors.map(({ code }) => code),
    ['STORE_TIMEOUT'],
  );
  await using failing = new Stage({ store: new Failing(new CallerBook()) });
  assert.deepEqual(await failing.memory.recall('anna'), {});
  assert.equal(await failing.memory.sweep(), 0);
  assert.deepEqual(
    failing.errors.map(({ code }) => code),
    ['STORE_FAILED', 'STORE_FAILED'],
  );
});

class Busy extends MemoryCallerStore {
  readonly sent: CallerNotes[] = [];
  failures: number;

  constructor(book: CallerBook, failures: number) {
    super(book);
    this.failures = failures;
  }

  override async remember(callerId: string, notes: CallerNotes): Promise<void> {
    this.sent.push(notes);
    this.failures -= 1;
    if (this.failures >= 0) throw new AntiphonError('STORE_BUSY', 'somebody else writes');
    await super.remember(callerId, notes);
  }
}

const milan = { slots: { store: said(['Milan']) } };

test('a store that is busy is sent the same notes again, three times at most', async () => {
  const book = new CallerBook();
  const store = new Busy(book, 2);
  await using stage = new Stage({ store });
  const remembered = stage.memory.remember('anna', 'call-1', milan);
  await stage.run(1_000);
  await stage.run(5_000);
  await remembered;
  assert.equal(store.sent.length, 3);
  assert.deepEqual(store.sent[2], store.sent[0], 'a later attempt is not a later call');
  assert.deepEqual(await stage.memory.recall('anna'), { store: 'Milan' });
  assert.deepEqual(stage.errors, []);

  store.failures = 3;
  const given = stage.memory.remember('anna', 'call-2', milan);
  await stage.run(1_000);
  await stage.run(5_000);
  await given;
  assert.deepEqual(
    stage.errors.map(({ code }) => code),
    ['STORE_BUSY'],
  );
});

test('closing waits for what is being written, within a limit, and tries nothing again', async () => {
  const store = new Busy(new CallerBook(), 9);
  const stage = new Stage({ store });
  const remembered = stage.memory.remember('anna', 'call-1', milan);
  await stage.run(500);
  const closed = stage.memory[Symbol.asyncDispose]();
  await stage.run(4_999);
  await stage.run(1);
  await closed;
  await remembered;
  assert.equal(stage.clock.pending, 0);
  assert.equal(store.sent.length, 2, 'the third would have come half a second later');
  assert.deepEqual(
    stage.errors.map(({ code }) => code),
    ['STORE_BUSY'],
  );
});
