/**
 * The stories every call store must tell alike, whatever keeps the calls.
 *
 * An engine's own test calls `testCallStore` with a harness. The stories are also a list, so that a test can
 * show of each that a broken store fails it. What only an engine can show (a process killed in the midst of a
 * commit, a full disk, a damaged file) belongs in the engine's own test.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { claimStories } from './call-store-claims.ts';
import { effectStories } from './call-store-effects.ts';
import { redactionStories } from './call-store-redaction.ts';
import type { CallStoreHarness, CallStoreStory } from './call-store-support.ts';
import { turnStories } from './call-store-turns.ts';

export type { CallStoreHarness, CallStoreStory };

export const callStoreStories: readonly CallStoreStory[] = [
  ...claimStories,
  ...turnStories,
  ...effectStories,
  ...redactionStories,
];

export function testCallStore(name: string, create: () => Promise<CallStoreHarness>): void {
  describe(`${name}, as a call store,`, () => {
    test.each(callStoreStories)('$name', async ({ tell }) => {
      await using harness = await create();
      assert.equal(await tell(harness), undefined);
    });
  });
}
