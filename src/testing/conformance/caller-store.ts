/**
 * The stories every store of callers must tell alike, whatever keeps them.
 *
 * An engine's own test calls `testCallerStore` with a harness. What only an engine can show (a process killed in the
 * midst of a forgetting, a damaged file) belongs in the engine's own test.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { forgettingStories } from './caller-store-forgetting.ts';
import { rememberingStories } from './caller-store-remembering.ts';
import type { CallerStoreHarness, CallerStoreStory } from './caller-store-support.ts';

export type { CallerStoreHarness, CallerStoreStory };

export const callerStoreStories: readonly CallerStoreStory[] = [...rememberingStories, ...forgettingStories];

export function testCallerStore(name: string, create: () => Promise<CallerStoreHarness>): void {
  describe(`${name}, as a store of callers,`, () => {
    test.each(callerStoreStories)('$name', async ({ tell }) => {
      await using harness = await create();
      assert.equal(await tell(harness), undefined);
    });
  });
}
