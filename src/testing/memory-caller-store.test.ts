/** The store of callers in memory passes the stories of all; each way of being wrong fails one that names it. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { CallerExport, CallerNotes, RememberedSlot } from '../contracts/caller-store.ts';
import { callerStoreStories, testCallerStore, type CallerStoreHarness } from './conformance/caller-store.ts';
import { CallerBook, memoryCallerStore, MemoryCallerStore } from './memory-caller-store.ts';

function harnessOf(open: (book: CallerBook) => MemoryCallerStore): CallerStoreHarness {
  const book = new CallerBook();
  const store = open(book);
  return {
    store,
    another: async () => open(book),
    bytes: async () =>
      JSON.stringify([[...book.callers].map(([id, slots]) => [id, [...slots]]), [...book.silenced]]),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

testCallerStore('MemoryCallerStore', async () => harnessOf(memoryCallerStore));

class LastOneWins extends MemoryCallerStore {
  #calls = 0;
  override remember(callerId: string, notes: CallerNotes): Promise<void> {
    this.#calls += 1;
    return super.remember(callerId, { ...notes, atMs: this.#calls });
  }
}

class Deaf extends MemoryCallerStore {
  override remember(callerId: string, { cleared: _, ...notes }: CallerNotes): Promise<void> {
    return super.remember(callerId, notes);
  }
}

class Careless extends MemoryCallerStore {
  override recall(callerId: string): Promise<Readonly<Record<string, RememberedSlot>>> {
    return super.recall(callerId.toLowerCase());
  }
}

class Hiding extends MemoryCallerStore {
  override async export(callerId: string): Promise<CallerExport | undefined> {
    const all = await super.export(callerId);
    return all === undefined ? undefined : { ...all, cleared: [] };
  }
}

class Relapsing extends MemoryCallerStore {
  override forget(callerId: string): Promise<boolean> {
    return super.forget(callerId);
  }
}

class Greedy extends MemoryCallerStore {
  override forgetBefore(atMs: number): Promise<number> {
    return super.forgetBefore(atMs, 1000);
  }
}

test.each([
  [LastOneWins, /newest win slot by slot/],
  [Deaf, /took back/],
  [Careless, /ids are alike/],
  [Hiding, /exports everything/],
  [Relapsing, /asked to be forgotten/],
  [Greedy, /forgets in time/],
])('A store that is %o is found out', async (Store, story) => {
  const failed: string[] = [];
  for (const { name, tell } of callerStoreStories) {
    await using harness = harnessOf((book) => new Store(book));
    await tell(harness).catch(() => failed.push(name));
  }
  assert.ok(
    failed.some((name) => story.test(name)),
    `it failed only: ${failed.join('; ')}`,
  );
});
