/** The stories every language model must tell alike, as tests: a provider's own test calls `testLanguageModel`. */
import { describe, test } from 'vitest';
import {
  languageModelChecks,
  type CreateLanguageModel,
  type LanguageModelTraits,
} from './language-model-checks.ts';

export function testLanguageModel(
  name: string,
  create: CreateLanguageModel,
  traits: LanguageModelTraits = { parallelToolCalls: true },
): void {
  describe(`${name}, as a language model,`, () => {
    for (const { name: story, run: assert } of languageModelChecks(traits)) {
      test(story, () => assert(create));
    }
  });
}
