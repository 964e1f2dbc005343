/** Measures an extractor from outside: how long each `extract` takes, by the clock on the wall. */
import type { Extractor } from '../../src/contracts/memory.ts';

export function watched(extractor: Extractor, tookMs: number[]): Extractor {
  return {
    specificationVersion: '1',
    name: extractor.name,
    extract: async (request, options) => {
      const begunAt = performance.now();
      const extraction = await extractor.extract(request, options);
      tookMs.push(performance.now() - begunAt);
      return extraction;
    },
  };
}
