/** The stories every extractor must tell alike, as tests: an extractor's own test calls `testExtractor`. */
import { describe, test } from 'vitest';
import type { EasyCall } from './easy-turns.ts';
import { extractorChecks, type CreateExtractor } from './extractor-checks.ts';

/** @param call turns that it must understand, for one that knows another language or trade. */
export function testExtractor(name: string, create: CreateExtractor, call?: EasyCall): void {
  describe(`${name}, as an extractor,`, () => {
    for (const { name: story, run: assert } of extractorChecks(call)) {
      test(story, () => assert(create));
    }
  });
}
