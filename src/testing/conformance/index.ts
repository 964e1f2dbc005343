/** What every adapter of a kind must show, as tests for vitest: one call in the adapter's own test file. */
export { callStoreStories, testCallStore, type CallStoreHarness, type CallStoreStory } from './call-store.ts';
export {
  callerStoreStories,
  testCallerStore,
  type CallerStoreHarness,
  type CallerStoreStory,
} from './caller-store.ts';
export { testExtractor } from './extractor.ts';
export { testLanguageModel } from './language-model.ts';
